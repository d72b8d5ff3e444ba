package io.belastbar.chaos.gameday.run;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.chaos.gameday.machine.Phase;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayEvent;
import io.belastbar.chaos.gameday.store.GameDayEventRepository;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.step.StepCounterRepository;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.GameDayFinished;
import io.belastbar.contracts.GameDayStarted;
import io.belastbar.contracts.GameDayStep;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Stores how far a game day has come, with everything that is told of it, in one transaction. */
@ApplicationScoped
class GameDayStore {
    private final Pool pool;
    private final GameDayRepository days;
    private final GameDayEventRepository events;
    private final StepCounterRepository counter;
    private final OutboxRepository outbox;

    GameDayStore(
            Pool pool,
            GameDayRepository days,
            GameDayEventRepository events,
            StepCounterRepository counter,
            OutboxRepository outbox) {
        this.pool = pool;
        this.days = days;
        this.events = events;
        this.counter = counter;
        this.outbox = outbox;
    }

    Uni<Void> store(GameDay day, List<GameDayEvent> told) {
        return pool.withTransaction(transaction -> days.move(transaction, day)
                .chain(() -> events.append(transaction, day.id(), told))
                .chain(() -> numbered(transaction, day, told, new ArrayList<>()))
                .chain(messages -> outbox.append(transaction, messages)));
    }

    private Uni<List<EventData>> numbered(
            SqlConnection transaction, GameDay day, List<GameDayEvent> told, List<EventData> messages) {
        if (messages.isEmpty() && told.stream().anyMatch(GameDayStore::isBeginning)) {
            messages.add(new GameDayStarted(
                    day.id().toString(),
                    day.system(),
                    day.script().runbook(),
                    day.startedBy(),
                    day.startedAt().orElse(day.plannedAt())));
        }
        if (told.isEmpty()) {
            day.course()
                    .outcome()
                    .ifPresent(outcome -> messages.add(new GameDayFinished(
                            day.id().toString(),
                            day.system(),
                            day.script().runbook(),
                            outcome.name(),
                            null,
                            day.finishedAt().orElseThrow())));
            return Uni.createFrom().item(messages);
        }
        return counter.next(transaction, day.id()).chain(number -> {
            messages.add(step(day, told.getFirst(), number));
            return numbered(transaction, day, told.subList(1, told.size()), messages);
        });
    }

    private static boolean isBeginning(GameDayEvent event) {
        return event.id() == 1 && event.subject().equals(Phase.PREPARING.name());
    }

    private static GameDayStep step(GameDay day, GameDayEvent event, int number) {
        return new GameDayStep(
                day.id().toString(),
                day.system(),
                number,
                event.action(),
                event.phase(),
                event.target() == null ? event.subject() : event.target(),
                event.at(),
                event.by(),
                event.details());
    }
}
