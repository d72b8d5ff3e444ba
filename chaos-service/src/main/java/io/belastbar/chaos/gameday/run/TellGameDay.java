package io.belastbar.chaos.gameday.run;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.chaos.gameday.alarm.Alarm;
import io.belastbar.chaos.gameday.alarm.AlarmFindings;
import io.belastbar.chaos.gameday.alarm.RaiseAlarm;
import io.belastbar.chaos.gameday.machine.Note;
import io.belastbar.chaos.gameday.machine.Phase;
import io.belastbar.chaos.gameday.measuring.Measured;
import io.belastbar.chaos.gameday.measuring.MeasuredFigures;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayEvent;
import io.belastbar.chaos.measure.ProbeRepository;
import io.belastbar.chaos.record.GameDayRecord;
import io.belastbar.chaos.step.StepCounterRepository;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.GameDayFinished;
import io.belastbar.contracts.GameDayStarted;
import io.belastbar.contracts.GameDayStep;
import io.belastbar.contracts.RecordHeadFacts;
import io.belastbar.web.target.TargetRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells of a game day, in the transaction that stores how far it has come: first its steps are counted, then they stand in
 * the record, then they go to the outbox. Whoever else tells of it takes the locks in the same order.
 */
@ApplicationScoped
class TellGameDay {
    private static final String LATE = "the platform's database did not take it when it happened";

    private final StepCounterRepository counter;
    private final GameDayRecord record;
    private final OutboxRepository outbox;
    private final RaiseAlarm alarm;
    private final ProbeRepository probes;
    private final Surroundings surroundings;

    TellGameDay(
            StepCounterRepository counter,
            GameDayRecord record,
            OutboxRepository outbox,
            RaiseAlarm alarm,
            ProbeRepository probes,
            Surroundings surroundings) {
        this.counter = counter;
        this.record = record;
        this.outbox = outbox;
        this.alarm = alarm;
        this.probes = probes;
        this.surroundings = surroundings;
    }

    /** By which software, and where. */
    @Singleton
    static class Surroundings {
        private final TargetRegistry targets;
        private final String software;

        Surroundings(TargetRegistry targets, @ConfigProperty(name = "quarkus.application.version") String software) {
            this.targets = targets;
            this.software = software;
        }

        /** To which environments targets belong, as they are registered now. */
        List<String> environments(List<String> names) {
            return names.stream()
                    .flatMap(name -> targets.find(name).stream())
                    .map(target -> target.environment().name())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /**
     * Tells what happened.
     *
     * @param told those that nobody was told of before
     * @param lateUpTo the event up to which they come later than they happened
     */
    Uni<Void> tell(SqlConnection transaction, GameDayScene scene, List<GameDayEvent> told, long lateUpTo) {
        List<EventData> messages = new ArrayList<>();
        return numbered(transaction, scene.day(), told, messages)
                .chain(() -> recorded(transaction, scene, told, lateUpTo))
                .chain(() -> finished(transaction, scene.day(), told, messages))
                .chain(() -> regained(transaction, scene, told, messages))
                .chain(() -> outbox.append(transaction, messages));
    }

    private Uni<Void> numbered(
            SqlConnection transaction, GameDay day, List<GameDayEvent> told, List<EventData> messages) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (GameDayEvent event : told) {
            all = all.chain(() -> counter.next(transaction, day.id()))
                    .invoke(number -> {
                        if (isBeginning(event)) {
                            messages.add(started(day));
                        }
                        messages.add(step(day, event, number));
                    })
                    .replaceWithVoid();
        }
        return all;
    }

    private Uni<Void> recorded(SqlConnection transaction, GameDayScene scene, List<GameDayEvent> told, long lateUpTo) {
        GameDay day = scene.day();
        Uni<Void> all = Uni.createFrom().voidItem();
        if (told.stream().anyMatch(TellGameDay::isBeginning)) {
            all = all.chain(() -> record.append(
                    transaction,
                    day.id(),
                    scene.started(surroundings.software, surroundings.environments(scene.targets()))));
        }
        for (GameDayEvent event : told) {
            all = all.chain(() -> event.id() > lateUpTo
                    ? record.append(transaction, day.id(), GameDayScene.entry(event))
                    : record.catchUp(transaction, day.id(), List.of(GameDayScene.entry(event)), LATE));
        }
        return all;
    }

    private Uni<Void> finished(
            SqlConnection transaction, GameDay day, List<GameDayEvent> told, List<EventData> messages) {
        if (told.stream().noneMatch(event -> event.phase().equals(Note.Kind.GAME_DAY_ENDED.name()))) {
            return Uni.createFrom().voidItem();
        }
        return record.append(transaction, day.id(), GameDayScene.finished(day))
                .chain(() -> probes.result(transaction, day.id()))
                .chain(measured -> record.seal(transaction, day.id())
                        .invoke(head -> messages.add(finished(day, measured.map(Measured::figures), head))))
                .replaceWithVoid();
    }

    /** A system that is not as it was is a finding and an alarm; one that is again ends an earlier finding. */
    private Uni<Void> regained(
            SqlConnection transaction, GameDayScene scene, List<GameDayEvent> told, List<EventData> messages) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (GameDayEvent event : told) {
            if (event.phase().equals(Note.Kind.REGAINED.name())) {
                GameDay day = scene.day();
                messages.add(AlarmFindings.resolved(day.system(), day.script().runbook(), day.id(), event.at()));
            } else if (event.phase().equals(Note.Kind.NOT_REGAINED.name())) {
                Alarm raised = scene.alarm(event);
                messages.add(AlarmFindings.raised(raised));
                all = all.chain(() -> alarm.raise(transaction, raised, scene.runbook()));
            }
        }
        return all;
    }

    private static boolean isBeginning(GameDayEvent event) {
        return event.id() == 1 && event.subject().equals(Phase.PREPARING.name());
    }

    private static GameDayStarted started(GameDay day) {
        return new GameDayStarted(
                day.id().toString(),
                day.system(),
                day.script().runbook(),
                day.startedBy(),
                day.startedAt().orElse(day.plannedAt()));
    }

    private static GameDayFinished finished(GameDay day, Optional<MeasuredFigures> measured, RecordHeadFacts head) {
        return new GameDayFinished(
                day.id().toString(),
                day.system(),
                day.script().runbook(),
                day.course().outcome().orElseThrow().name(),
                measured.map(MeasuredFigures::rtoMs).orElse(null),
                day.finishedAt().orElseThrow(),
                measured.map(MeasuredFigures::lostRows).orElse(null),
                measured.map(MeasuredFigures::rpoMs).orElse(null),
                head);
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
