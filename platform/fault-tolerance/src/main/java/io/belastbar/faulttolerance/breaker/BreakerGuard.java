package io.belastbar.faulttolerance.breaker;

import io.belastbar.contracts.BreakerStatus;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Calls a remote system through one SmallRye circuit breaker that all call sites share.
 *
 * <p>SmallRye decides alone; this class counts beside it what SmallRye does not tell: failures in a row and the time of
 * the next try. Failures: {@link BreakerOpen} when the call was not made, MicroProfile's {@code TimeoutException} when
 * it took too long, else the action's own.
 */
public final class BreakerGuard {
    private static final TypeLiteral<Uni<Object>> ASYNCHRONOUS = new TypeLiteral<>() {};
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final BreakerPolicy policy;
    private final Guard guard;
    private final CircuitBreakerMaintenance maintenance;
    private final BreakerListener listener;
    private final TimeSource time;

    private long era;
    private int failures;
    private BreakerStatus status = BreakerStatus.CLOSED;
    private long openedAtNanos;

    public BreakerGuard(
            BreakerPolicy policy,
            Guard.Builder builder,
            CircuitBreakerMaintenance maintenance,
            BreakerListener listener,
            TimeSource time) {
        this.policy = policy;
        this.maintenance = maintenance;
        this.listener = listener;
        this.time = time;
        this.guard = build(builder);
    }

    /**
     * Runs the action when the breaker admits it; each subscription is one call. A caller that goes away does not end
     * its call: the action runs to its end or to the timeout and counts, so that a probe gives its place back, and a
     * remote system that is slower than its callers are patient still opens the breaker.
     */
    public <T> Uni<T> call(Supplier<Uni<T>> action) {
        return Uni.createFrom().deferred(() -> guarded(action));
    }

    public BreakerPolicy policy() {
        return policy;
    }

    public synchronized BreakerSnapshot snapshot() {
        look();
        return told();
    }

    @SuppressWarnings("unchecked")
    private <T> Uni<T> guarded(Supplier<Uni<T>> action) {
        long callEra = era();
        long begun = time.nanos().getAsLong();
        Supplier<Uni<Object>> untyped = () -> (Uni<Object>) action.get();
        Uni<T> answer = (Uni<T>) guard.get(untyped, ASYNCHRONOUS);
        Uni<T> counted = answer.onItemOrFailure().invoke((item, failure) -> count(callEra, begun, outcome(failure)));
        // Mutiny does not hand a cancellation through a memoized Uni.
        return counted.memoize()
                .indefinitely()
                .onFailure(CircuitBreakerOpenException.class)
                .transform(prevented -> refusal());
    }

    private synchronized BreakerOpen refusal() {
        Duration wait = status == BreakerStatus.OPEN ? untilRetry() : SHORTEST_WAIT;
        return new BreakerOpen(policy.name(), wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
    }

    private Duration untilRetry() {
        return time.left(policy.openDelay(), openedAtNanos);
    }

    private static CallOutcome outcome(Throwable failure) {
        return switch (failure) {
            case null -> CallOutcome.SUCCESS;
            case NotAFailure answered -> CallOutcome.SUCCESS;
            case CircuitBreakerOpenException refusal -> CallOutcome.PREVENTED;
            case TimeoutException slow -> CallOutcome.TIMEOUT;
            default -> CallOutcome.FAILURE;
        };
    }

    private void count(long callEra, long begunNanos, CallOutcome outcome) {
        long took = outcome == CallOutcome.PREVENTED ? 0 : time.nanos().getAsLong() - begunNanos;
        listener.called(policy.name(), outcome, Duration.ofNanos(took));
        synchronized (this) {
            if (callEra != era || status != BreakerStatus.CLOSED) {
                return;
            }
            switch (outcome) {
                case SUCCESS -> failures = 0;
                case FAILURE, TIMEOUT -> failures++;
                case PREVENTED -> {}
            }
        }
    }

    private synchronized long era() {
        look();
        return era;
    }

    /**
     * SmallRye tells transitions from several threads, now and then in the wrong order, and a reset not at all: what it
     * tells is a reason to look, what it is now is the truth.
     */
    private synchronized void look() {
        BreakerStatus from = status;
        status = statusOf(maintenance.currentState(policy.name()));
        if (from == status) {
            return;
        }
        era++;
        failures = 0;
        openedAtNanos = time.nanos().getAsLong();
        listener.transitioned(from, told());
    }

    private BreakerSnapshot told() {
        int count = status == BreakerStatus.CLOSED ? failures : policy.failureThreshold();
        Instant retryAt = status == BreakerStatus.OPEN ? time.in(untilRetry()) : null;
        return new BreakerSnapshot(policy.name(), status, count, policy.failureThreshold(), retryAt);
    }

    private static BreakerStatus statusOf(CircuitBreakerState state) {
        return switch (state) {
            case CLOSED -> BreakerStatus.CLOSED;
            case OPEN -> BreakerStatus.OPEN;
            case HALF_OPEN -> BreakerStatus.HALF_OPEN;
        };
    }

    private Guard build(Guard.Builder builder) {
        return builder.withDescription(policy.name())
                .withTimeout()
                .duration(policy.timeout().toMillis(), ChronoUnit.MILLIS)
                .done()
                .withCircuitBreaker()
                .name(policy.name())
                .requestVolumeThreshold(policy.failureThreshold())
                .failureRatio(1.0)
                .delay(policy.openDelay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(policy.successThreshold())
                .when(failure -> !(failure instanceof NotAFailure))
                .onStateChange(told -> look())
                .done()
                .build();
    }
}
