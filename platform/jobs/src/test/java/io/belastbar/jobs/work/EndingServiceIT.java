package io.belastbar.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A service that is to end and still answers. */
@QuarkusTest
class EndingServiceIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    LeasedWorkRepository rows;

    @Inject
    Workers workers;

    @Inject
    MeterRegistry metrics;

    @Inject
    Event<ShutdownDelayInitiatedEvent> ending;

    /** Another replica is to have what is due; whoever asked for what is under way waits for it. */
    @Test
    void whoIsToEndTakesNothingMoreAndGoesOnWithWhatItHas() throws InterruptedException {
        WorkBench bench = new WorkBench(pool, rows);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Notebook notebook = new Notebook(held -> {
            begun.countDown();
            awaitQuietly(release);
            return Outcome.DONE;
        });
        bench.add("underway", "");
        workers.start(bench.work, WorkBench.terms(LONG).places(2), notebook);
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        ending.fire(new ShutdownDelayInitiatedEvent());
        bench.add("next", "");
        // Two looks: between them lies a whole round, in which it was due.
        await().atMost(PATIENCE).until(() -> pending(bench) == 2);
        bench.add("other", "");
        await().atMost(PATIENCE).until(() -> pending(bench) == 3);
        release.countDown();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bench.waiting()).containsExactly("next", "other"));
        assertThat(notebook.done).containsExactly("underway#1");
        assertThat(bench.claim(LONG).orElseThrow().attempt()).isEqualTo(1);
    }

    private double pending(WorkBench bench) {
        return metrics.get("belastbar.jobs.pending")
                .tag("queue", bench.work.queue())
                .gauge()
                .value();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException("interrupted", stop);
        }
    }
}
