package io.belastbar.jobs.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What a worker says of its queue; see docs/METRICS.md. */
final class WorkMetrics {

    /** What came of an attempt. */
    enum Result {
        DONE,
        POSTPONED,
        FAILED,
        GIVEN_UP,
        LOST,
        GIVEN_BACK
    }

    private final MeterRegistry registry;
    private final String queue;
    private volatile LeasedWorkRepository.Backlog backlog;

    WorkMetrics(MeterRegistry registry, String queue) {
        this.registry = registry;
        this.queue = queue;
        Gauge.builder("belastbar.jobs.pending", () -> backlog == null ? Double.NaN : backlog.pending())
                .tag("queue", queue)
                .register(registry);
        Gauge.builder(
                        "belastbar.jobs.oldest.age.seconds",
                        () -> backlog == null ? Double.NaN : backlog.oldestAge().toMillis() / 1e3)
                .tag("queue", queue)
                .register(registry);
        for (Result result : Result.values()) {
            count(result, 0);
        }
    }

    /** Null while PostgreSQL does not say. */
    void backlog(LeasedWorkRepository.Backlog now) {
        backlog = now;
    }

    void count(Result result) {
        count(result, 1);
    }

    private void count(Result result, int times) {
        String outcome = result.name().toLowerCase(Locale.ROOT);
        registry.counter("belastbar.jobs.attempts", "queue", queue, "outcome", outcome)
                .increment(times);
    }
}
