package io.belastbar.chaos.gameday.run;

import io.belastbar.chaos.gameday.machine.Note;
import io.belastbar.chaos.gameday.store.GameDayEvent;
import io.belastbar.chaos.gameday.store.GameDayEventRepository;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.measure.ProbeRepository;
import io.belastbar.chaos.record.action.ConcludeGameDay;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Stores how far a game day has come, with everything that is told of it, in one transaction. */
@ApplicationScoped
class GameDayStore {
    private final Pool pool;
    private final GameDayRepository days;
    private final GameDayEventRepository events;
    private final ProbeRepository probes;
    private final TellGameDay telling;
    private final ConcludeGameDay conclusion;

    GameDayStore(
            Pool pool,
            GameDayRepository days,
            GameDayEventRepository events,
            ProbeRepository probes,
            TellGameDay telling,
            ConcludeGameDay conclusion) {
        this.probes = probes;
        this.pool = pool;
        this.days = days;
        this.events = events;
        this.telling = telling;
        this.conclusion = conclusion;
    }

    /**
     * May be asked again with the same events, when nobody knows whether they were stored: none is told twice.
     *
     * @param lateUpTo the event up to which they come later than they happened; 0: none does
     */
    Uni<Void> store(GameDayScene scene, List<GameDayEvent> told, long lateUpTo) {
        return pool.withTransaction(transaction -> days.move(transaction, scene.day())
                .chain(() -> measured(transaction, scene))
                .chain(() -> events.last(transaction, scene.day().id()))
                .chain(stored -> {
                    List<GameDayEvent> fresh =
                            told.stream().filter(event -> event.id() > stored).toList();
                    return events.append(transaction, scene.day().id(), fresh)
                            .chain(() -> conclusion.after(
                                    transaction,
                                    scene.day().id(),
                                    hasEnded(fresh),
                                    gathering -> telling.tell(gathering, scene, fresh, lateUpTo)));
                }));
    }

    private static boolean hasEnded(List<GameDayEvent> told) {
        return told.stream().anyMatch(event -> event.phase().equals(Note.Kind.GAME_DAY_ENDED.name()));
    }

    private Uni<Void> measured(SqlConnection transaction, GameDayScene scene) {
        return scene.measured()
                .map(result -> probes.ended(transaction, scene.day().id(), result, Instant.now()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
