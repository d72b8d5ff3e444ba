package io.belastbar.budget.attribution;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.backbone.inbox.PoisonMessage;
import io.belastbar.budget.attribution.Trouble.Cause;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.GameDayStep;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** Notes when breakers open and close, and when game days slow a target down. */
@ApplicationScoped
class DependencyTroubleConsumer implements EventHandler {

    /** Without a time of the next try, or of the fault's end, trouble is taken to last this long. */
    private static final Duration LENGTH_UNKNOWN = Duration.ofMinutes(1);

    private final TroubleRepository troubles;

    DependencyTroubleConsumer(TroubleRepository troubles) {
        this.troubles = troubles;
    }

    @Override
    public String name() {
        return "dependency-trouble";
    }

    @Override
    public Set<EventType> eventTypes() {
        return Set.of(EventType.CIRCUIT_BREAKER_TRANSITIONED, EventType.GAME_DAY_STEP);
    }

    @Override
    public Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        return switch (event.data()) {
            case CircuitBreakerTransitioned transition -> apply(transition, transaction);
            case GameDayStep step -> apply(step, transaction);
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> apply(CircuitBreakerTransitioned transition, SqlConnection transaction) {
        if (transition.to() == BreakerStatus.OPEN) {
            var until =
                    transition.nextRetryAt() == null ? transition.at().plus(LENGTH_UNKNOWN) : transition.nextRetryAt();
            return troubles.begin(
                    transaction,
                    null,
                    Cause.BREAKER_OPEN,
                    transition.breaker(),
                    transition.instance(),
                    transition.at(),
                    until);
        }
        return transition.from() == BreakerStatus.OPEN
                ? troubles.end(
                        transaction, Cause.BREAKER_OPEN, transition.breaker(), transition.instance(), transition.at())
                : Uni.createFrom().voidItem();
    }

    /** Whatever a fault does to a dependency, what is measured meanwhile is the dependency's. */
    private Uni<Void> apply(GameDayStep step, SqlConnection transaction) {
        if (step.target() == null) {
            return Uni.createFrom().voidItem();
        }
        return switch (step.phase()) {
            case "INJECTED" ->
                troubles.begin(
                        transaction, step.system(), Cause.SLOW, step.target(), source(step), step.at(), deadline(step));
            case "CLEARED", "EXPIRED" -> troubles.end(transaction, Cause.SLOW, step.target(), source(step), step.at());
            default -> Uni.createFrom().voidItem();
        };
    }

    /** A game day may break one target several times at once: each fault is an own trouble. Before, each was a game day. */
    private static String source(GameDayStep step) {
        var fault = step.details() == null ? null : step.details().get("faultId");
        return fault == null || fault.isBlank() ? step.gameDayId() : fault;
    }

    private static Instant deadline(GameDayStep step) {
        var deadline = step.details() == null ? null : step.details().get("deadline");
        try {
            return deadline == null ? step.at().plus(LENGTH_UNKNOWN) : Instant.parse(deadline);
        } catch (DateTimeParseException other) {
            throw new PoisonMessage("the deadline of a game-day step is no moment: " + deadline, other);
        }
    }
}
