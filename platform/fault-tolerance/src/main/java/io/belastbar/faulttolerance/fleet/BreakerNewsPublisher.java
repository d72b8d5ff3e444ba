package io.belastbar.faulttolerance.fleet;

import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.belastbar.faulttolerance.breaker.BreakerListener;
import io.belastbar.faulttolerance.breaker.BreakerSnapshot;
import io.belastbar.faulttolerance.breaker.CallOutcome;
import io.belastbar.identity.InstanceName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells log, metrics, Kafka and Redis what a breaker does; each of the last two may be absent or away. */
public class BreakerNewsPublisher implements BreakerListener {
    private static final Logger LOG = Logger.getLogger(BreakerNewsPublisher.class);

    private final String instance;
    private final Optional<TransitionPublisher> kafka;
    private final FleetRepository fleet;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    public BreakerNewsPublisher(
            InstanceName instance,
            Optional<TransitionPublisher> kafka,
            FleetRepository fleet,
            MeterRegistry metrics,
            InstantSource clock) {
        this.instance = instance.value();
        this.kafka = kafka;
        this.fleet = fleet;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void transitioned(BreakerStatus from, BreakerSnapshot now) {
        LOG.infof(
                "breaker transitioned: breaker=%s instance=%s from=%s to=%s nextRetryAt=%s",
                now.name(), instance, from, now.status(), now.nextRetryAt());
        transitions(metrics, now.name(), from, now.status()).increment();
        kafka.ifPresent(topic -> topic.publish(event(from, now)));
        write(now);
    }

    @Override
    public void called(String breaker, CallOutcome outcome, Duration took) {
        calls(metrics, breaker, outcome).increment();
        if (outcome != CallOutcome.PREVENTED) {
            duration(metrics, breaker).record(took);
        }
    }

    /** What may be counted of a breaker is there at 0: a counter that appears with its first event shows no increase by it. */
    static void expect(MeterRegistry metrics, String breaker) {
        transitions(metrics, breaker, BreakerStatus.CLOSED, BreakerStatus.OPEN);
        transitions(metrics, breaker, BreakerStatus.OPEN, BreakerStatus.HALF_OPEN);
        transitions(metrics, breaker, BreakerStatus.HALF_OPEN, BreakerStatus.OPEN);
        transitions(metrics, breaker, BreakerStatus.HALF_OPEN, BreakerStatus.CLOSED);
        for (CallOutcome outcome : CallOutcome.values()) {
            calls(metrics, breaker, outcome);
        }
        duration(metrics, breaker);
    }

    private static Counter transitions(MeterRegistry metrics, String breaker, BreakerStatus from, BreakerStatus to) {
        return metrics.counter(
                "belastbar.breaker.transitions", "breaker", breaker, "from", label(from), "to", label(to));
    }

    /** Of the calls that were made. */
    private static Timer duration(MeterRegistry metrics, String breaker) {
        return metrics.timer("belastbar.breaker.call", "breaker", breaker);
    }

    private static Counter calls(MeterRegistry metrics, String breaker, CallOutcome outcome) {
        return metrics.counter("belastbar.breaker.calls", "breaker", breaker, "outcome", label(outcome));
    }

    /** Whether it arrives does not matter: the next heartbeat says it again, and tells the log when Redis is away. */
    private void write(BreakerSnapshot now) {
        fleet.write(now.name(), InstanceState.of(instance, now))
                .onFailure()
                .invoke(away -> LOG.debugf("fleet view not written: breaker=%s reason=%s", now.name(), away))
                .onFailure()
                .recoverWithNull()
                .subscribeAsCompletionStage();
    }

    private CircuitBreakerTransitioned event(BreakerStatus from, BreakerSnapshot now) {
        return new CircuitBreakerTransitioned(
                now.name(),
                instance,
                from,
                now.status(),
                now.failureCount(),
                now.failureThreshold(),
                clock.instant(),
                now.nextRetryAt());
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
