package io.belastbar.backbone.retry;

import io.belastbar.jobs.retry.FailureMapper;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The rounds of a queue's worker. While the database is away all items wait, which is said once an outage; an item that
 * fails for a reason of its own is given up, and the ones behind it go on. For one thread at a time.
 */
public final class QueueJob {
    private final Logger log;
    private final String what;
    private boolean away;

    /** @param what waits, as the subject of a sentence: "Runs" */
    public QueueJob(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    /** Something that may wait. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /** One round; a failure that is neither an outage nor an item's is thrown. */
    public void round(Work work) {
        try {
            work.run();
            away = false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            if (!FailureMapper.isPassing(failure)) {
                throw failure;
            }
            if (!away) {
                log.warnf("%s wait, the database did not answer: %s", what, failure.getMessage());
            }
            away = true;
        }
    }

    /** One item of a round; {@code hopeless} gets what another attempt would not change. */
    public static void item(Work work, Consumer<RuntimeException> hopeless) throws InterruptedException {
        try {
            work.run();
        } catch (RuntimeException failure) {
            if (FailureMapper.isPassing(failure)) {
                throw failure;
            }
            hopeless.accept(failure);
        }
    }
}
