package io.belastbar.examples.smartbav.sap;

import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.faulttolerance.breaker.BreakerOpen;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Tells SAP what waits for it, on a virtual thread, one instance at a time. While SAP is away one posting after another
 * is tried, after longer and longer pauses; nothing is skipped but what SAP says it will never take.
 */
@ApplicationScoped
class DeliverPostingsJob {
    private static final Logger LOG = Logger.getLogger(DeliverPostingsJob.class);
    private static final String POSTINGS = "smartbav.sap.postings";
    private static final int BATCH = 50;
    private static final int AT_ONCE = 8;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final int ROUNDS_BETWEEN_FORGETTING = 3_600;

    private final SapOutboxRepository outbox;
    private final SapClient sap;
    private final MeterRegistry metrics;
    private final AtomicReference<SapOutboxRepository.Pending> pending =
            new AtomicReference<>(new SapOutboxRepository.Pending(0, 0));
    private Duration pause = Duration.ZERO;
    private volatile Thread thread;

    DeliverPostingsJob(SapOutboxRepository outbox, SapClient sap, MeterRegistry metrics) {
        this.outbox = outbox;
        this.sap = sap;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        metrics.gauge("smartbav.sap.pending", pending, now -> now.get().postings());
        metrics.gauge("smartbav.sap.oldest.seconds", pending, now -> now.get().oldestSeconds());
        for (String outcome : new String[] {"delivered", "refused", "failed"}) {
            metrics.counter(POSTINGS, "outcome", outcome);
        }
        thread = Thread.ofVirtual().name("sap-outbox").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    private void run() {
        try {
            for (long round = 0; !Thread.currentThread().isInterrupted(); round++) {
                if (!deliverSome(round)) {
                    Thread.sleep(pause.compareTo(IDLE) > 0 ? pause : IDLE);
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Delivery to SAP stopped");
        }
    }

    /** True when there may be more. */
    private boolean deliverSome(long round) throws InterruptedException {
        try {
            if (round % ROUNDS_BETWEEN_FORGETTING == 0) {
                await(outbox.forgetOlderThan(REMEMBERED));
            }
            pending.set(await(outbox.pending()));
            return sap.isConfigured() && deliver(await(outbox.take(BATCH)));
        } catch (RuntimeException later) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LOG.warnf("Delivery to SAP waits reason=%s", later);
            return false;
        }
    }

    private boolean deliver(List<Posting> postings) {
        boolean well = pause.isZero();
        for (List<Posting> wave : Waves.of(postings, well ? AT_ONCE : 1)) {
            var outcomes = await(
                    Uni.join().all(wave.stream().map(this::deliver).toList()).andCollectFailures());
            if (outcomes.contains(false)) {
                pause = longer();
                return false;
            }
            pause = Duration.ZERO;
        }
        return !postings.isEmpty();
    }

    /** False when it is to be tried again. */
    private Uni<Boolean> deliver(Posting posting) {
        return sap.post(posting)
                .chain(() -> outbox.delivered(posting))
                .invoke(() -> count("delivered"))
                .replaceWith(true)
                .onFailure(PostingRefused.class)
                .recoverWithUni(refused -> putAside(posting, refused))
                .onFailure(failure -> !(failure instanceof Failure.Unavailable))
                .recoverWithItem(failure -> again(posting, failure));
    }

    private Uni<Boolean> putAside(Posting posting, Throwable refused) {
        LOG.errorf("Posting refused postingId=%d reason=%s", posting.id(), refused.getMessage());
        count("refused");
        return outbox.refused(posting, refused.getMessage()).replaceWith(true);
    }

    private boolean again(Posting posting, Throwable failure) {
        if (!(failure instanceof BreakerOpen)) {
            count("failed");
            LOG.warnf("Posting not delivered postingId=%d reason=%s", posting.id(), failure);
        }
        return false;
    }

    private Duration longer() {
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void count(String outcome) {
        metrics.counter(POSTINGS, "outcome", outcome).increment();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LONGEST_CALL);
    }
}
