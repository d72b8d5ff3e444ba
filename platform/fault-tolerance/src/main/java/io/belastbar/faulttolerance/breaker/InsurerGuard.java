package io.belastbar.faulttolerance.breaker;

import io.belastbar.contracts.BreakerStatus;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Calls a remote system through one SmallRye circuit breaker that all call sites share.
 *
 * <p>SmallRye decides; this class asks it for the state, refuses early while it is open, and lets a call into the
 * half-open state only when it is this instance's turn to probe. Failures: {@link BreakerOpen} when the call was not
 * made, MicroProfile's {@code TimeoutException} when it took too long, else the action's own.
 */
public final class InsurerGuard {
    private static final TypeLiteral<Uni<Object>> ASYNCHRONOUS = new TypeLiteral<>() {};
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final BreakerPolicy policy;
    private final Guard guard;
    private final CircuitBreakerMaintenance maintenance;
    private final ProbeTurnClient turns;
    private final BreakerListener listener;
    private final Clock clock;

    private long era;
    private int failures;
    private BreakerStatus lastStatus = BreakerStatus.CLOSED;
    private Instant openedAt;

    public InsurerGuard(
            BreakerPolicy policy,
            Guard.Builder builder,
            CircuitBreakerMaintenance maintenance,
            ProbeTurnClient turns,
            BreakerListener listener,
            Clock clock) {
        this.policy = policy;
        this.maintenance = maintenance;
        this.turns = turns;
        this.listener = listener;
        this.clock = clock;
        this.guard = build(builder);
    }

    /** Runs the action when the breaker admits it; each subscription is one call. */
    public <T> Uni<T> call(Supplier<Uni<T>> action) {
        return Uni.createFrom().deferred(() -> admitted(action));
    }

    public BreakerPolicy policy() {
        return policy;
    }

    public synchronized BreakerSnapshot snapshot() {
        return snapshot(status());
    }

    private <T> Uni<T> admitted(Supplier<Uni<T>> action) {
        return switch (status()) {
            case CLOSED -> guarded(action);
            case OPEN -> refused();
            case HALF_OPEN -> turns.take(policy).flatMap(mine -> mine ? guarded(action) : refused());
        };
    }

    @SuppressWarnings("unchecked")
    private <T> Uni<T> guarded(Supplier<Uni<T>> action) {
        long callEra = era();
        Supplier<Uni<Object>> untyped = () -> (Uni<Object>) action.get();
        Uni<T> answer = (Uni<T>) guard.get(untyped, ASYNCHRONOUS);
        return answer.onItemOrFailure()
                .invoke((item, failure) -> count(callEra, outcome(failure)))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(refusal -> refusal());
    }

    private <T> Uni<T> refused() {
        listener.called(policy.name(), CallOutcome.PREVENTED);
        return Uni.createFrom().failure(refusal());
    }

    private BreakerOpen refusal() {
        BreakerSnapshot now = snapshot();
        Duration wait =
                now.nextRetryAt() == null ? SHORTEST_WAIT : Duration.between(clock.instant(), now.nextRetryAt());
        return new BreakerOpen(policy.name(), wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
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

    private void count(long callEra, CallOutcome outcome) {
        listener.called(policy.name(), outcome);
        synchronized (this) {
            if (callEra != era || lastStatus != BreakerStatus.CLOSED) {
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
        return era;
    }

    /** SmallRye tells transitions from several threads; HALF_OPEN can be told after the CLOSED that followed it. */
    private synchronized void moved(CircuitBreakerState state) {
        BreakerStatus to = statusOf(state);
        BreakerStatus from = lastStatus;
        boolean toldTooLate = from == BreakerStatus.CLOSED && to == BreakerStatus.HALF_OPEN;
        if (from == to || toldTooLate) {
            return;
        }
        era++;
        lastStatus = to;
        failures = 0;
        openedAt = to == BreakerStatus.OPEN ? clock.instant() : null;
        if (from == BreakerStatus.HALF_OPEN) {
            turns.settled(policy, to);
        }
        listener.transitioned(from, snapshot(to));
    }

    private BreakerSnapshot snapshot(BreakerStatus status) {
        int count = status == BreakerStatus.CLOSED ? failures : policy.failureThreshold();
        Instant retryAt = status == BreakerStatus.OPEN ? nextRetryAt() : null;
        return new BreakerSnapshot(policy.name(), status, count, policy.failureThreshold(), retryAt);
    }

    private Instant nextRetryAt() {
        Instant since = openedAt == null ? clock.instant() : openedAt;
        return since.plus(policy.openDelay());
    }

    private BreakerStatus status() {
        return statusOf(maintenance.currentState(policy.name()));
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
                .onStateChange(this::moved)
                .done()
                .build();
    }
}
