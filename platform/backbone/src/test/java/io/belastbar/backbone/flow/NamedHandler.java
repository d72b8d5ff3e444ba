package io.belastbar.backbone.flow;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.GameDayStep;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Set;
import java.util.function.BiFunction;

/** A handler of game-day steps that a test makes for itself. */
record NamedHandler(String name, BiFunction<GameDayStep, SqlConnection, Uni<Void>> effect) implements EventHandler {

    /** Writes each step down, under its own name. */
    static NamedHandler ledger(String name) {
        return new NamedHandler(name, (step, transaction) -> write(name, step, transaction));
    }

    /** Fails with this, each time. */
    static NamedHandler failing(String name, Throwable failure) {
        return new NamedHandler(name, (step, transaction) -> Uni.createFrom().failure(failure));
    }

    static Uni<Void> write(String name, GameDayStep step, SqlConnection transaction) {
        return transaction
                .preparedQuery("INSERT INTO ledger (key, sequence) VALUES ($1, $2)")
                .execute(Tuple.of(name + "/" + step.gameDayId(), step.sequence()))
                .replaceWithVoid();
    }

    @Override
    public Set<EventType> eventTypes() {
        return Set.of(EventType.GAME_DAY_STEP);
    }

    @Override
    public Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        return effect.apply((GameDayStep) event.data(), transaction);
    }
}
