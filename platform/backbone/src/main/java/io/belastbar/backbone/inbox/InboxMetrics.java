package io.belastbar.backbone.inbox;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.contracts.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What can be seen of the inbox from outside. */
@Singleton
public final class InboxMetrics {

    private final MeterRegistry registry;
    private volatile double lag = Double.NaN;
    private final Counter duplicates;
    private final Counter ignored;
    private final Counter retries;
    private final Timer delay;

    public InboxMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.duplicates = Counter.builder("belastbar.inbox.duplicates")
                .description("Events that arrived again and had no second effect")
                .register(registry);
        this.ignored = Counter.builder("belastbar.inbox.ignored")
                .description("Messages of a type that this service does not know or want")
                .register(registry);
        this.retries = Counter.builder("belastbar.inbox.retries")
                .description("Failed attempts to apply an event that were tried again")
                .register(registry);
        this.delay = Timer.builder("belastbar.inbox.delay")
                .description("From the append in the publishing service to the commit of the effect here")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(5))
                .register(registry);
    }

    /** Notes what a committed transaction did with its deliveries. */
    public void applied(List<Delivery> fresh, int deliveries, Instant now) {
        for (Delivery delivery : fresh) {
            EventEnvelope event = delivery.event();
            appliedOf(event.type()).increment();
            Duration age = Duration.between(event.time(), now);
            delay.record(age.isNegative() ? Duration.ZERO : age);
        }
        duplicates.increment(deliveries - fresh.size());
    }

    void ignored(int count) {
        ignored.increment(count);
    }

    void retried() {
        retries.increment();
    }

    /**
     * What may be counted of these is there at 0: a counter that appears with its first event shows no increase by it. The lag is
     * there from now on: of a service that consumes nothing it would be unknown for ever, which is what a silent Kafka looks like.
     */
    public void expect(RoutingHandler handlers) {
        Gauge.builder("belastbar.inbox.lag", this, metrics -> metrics.lag)
                .description(
                        "Messages in Kafka that this replica has not applied, over its partitions; NaN when unknown")
                .register(registry);
        handlers.topics().forEach(this::deadLetters);
        handlers.types().forEach(this::appliedOf);
    }

    void deadLetter(String topic) {
        deadLetters(topic).increment();
    }

    private Counter deadLetters(String topic) {
        return registry.counter("belastbar.inbox.dead.letters", "topic", topic);
    }

    private Counter appliedOf(EventType type) {
        return registry.counter("belastbar.inbox.applied", "type", type.typeName());
    }

    /** Sets the lag; NaN when nobody knows it. */
    public void lag(double messages) {
        lag = messages;
    }
}
