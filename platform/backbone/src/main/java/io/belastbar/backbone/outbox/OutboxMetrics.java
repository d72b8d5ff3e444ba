package io.belastbar.backbone.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What can be seen of the outbox from outside. */
public final class OutboxMetrics {

    /** @param oldest when the oldest pending message was appended; null if there is none */
    record Backlog(long pending, Instant oldest) {}

    private final Clock clock;
    private final Timer publish;
    private volatile Backlog backlog;
    private volatile boolean leading;

    public OutboxMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        Gauge.builder("belastbar.outbox.pending", this, OutboxMetrics::pending)
                .description("Committed messages that Kafka has not acknowledged, up to 100,000; not a number while"
                        + " PostgreSQL does not say")
                .register(registry);
        Gauge.builder("belastbar.outbox.oldest.age", this, OutboxMetrics::oldestAge)
                .baseUnit("seconds")
                .description("How long the oldest of them has waited; 0 if none, not a number while PostgreSQL does"
                        + " not say")
                .register(registry);
        Gauge.builder("belastbar.outbox.leading", this, metrics -> metrics.leading ? 1 : 0)
                .description("1 if this replica publishes for all of its service")
                .register(registry);
        this.publish = Timer.builder("belastbar.outbox.publish")
                .description("From the append to the acknowledgement of Kafka")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5))
                .register(registry);
    }

    /** @param backlog null while it is not known */
    void backlog(Backlog backlog) {
        this.backlog = backlog;
    }

    void leading(boolean leads) {
        leading = leads;
    }

    void published(Instant createdAt) {
        publish.record(since(createdAt));
    }

    private double pending() {
        Backlog known = backlog;
        return known == null ? Double.NaN : known.pending();
    }

    private double oldestAge() {
        Backlog known = backlog;
        if (known == null) {
            return Double.NaN;
        }
        return known.oldest() == null ? 0 : since(known.oldest()).toMillis() / 1000.0;
    }

    private Duration since(Instant instant) {
        Duration since = Duration.between(instant, clock.instant());
        return since.isNegative() ? Duration.ZERO : since;
    }
}
