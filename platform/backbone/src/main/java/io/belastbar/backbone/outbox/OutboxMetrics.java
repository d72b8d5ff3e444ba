package io.belastbar.backbone.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What can be seen of the outbox from outside. */
public final class OutboxMetrics {

    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong slots = new AtomicLong();
    private final Timer publish;

    public OutboxMetrics(MeterRegistry registry) {
        Gauge.builder("belastbar.outbox.pending", pending, AtomicLong::get)
                .description("Committed messages that Kafka has not acknowledged, up to 100,000")
                .register(registry);
        Gauge.builder("belastbar.outbox.slots", slots, AtomicLong::get)
                .description("Key ranges that this replica publishes, of " + KeySlot.COUNT)
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

    void pending(long messages) {
        pending.set(messages);
    }

    void slots(int held) {
        slots.set(held);
    }

    void published(Instant createdAt, Instant acknowledgedAt) {
        Duration delay = Duration.between(createdAt, acknowledgedAt);
        publish.record(delay.isNegative() ? Duration.ZERO : delay);
    }
}
