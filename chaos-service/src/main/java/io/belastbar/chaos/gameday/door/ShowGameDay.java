package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.gameday.alarm.AlarmRepository;
import io.belastbar.chaos.gameday.measuring.Measured;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.PeopleRepository;
import io.belastbar.chaos.measure.ProbeRepository;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.chaos.runbook.store.Runbooks;
import io.belastbar.jobs.Await;
import io.belastbar.web.problem.NotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Puts together what is shown of a game day. Blocks: for virtual threads. */
@ApplicationScoped
class ShowGameDay {
    private final PeopleRepository people;
    private final AlarmRepository alarms;
    private final ProbeRepository probes;
    private final Runbooks runbooks;

    ShowGameDay(PeopleRepository people, AlarmRepository alarms, ProbeRepository probes, Runbooks runbooks) {
        this.people = people;
        this.alarms = alarms;
        this.probes = probes;
        this.runbooks = runbooks;
    }

    /** With everything that is kept beside it. */
    GameDayView whole(GameDay day) {
        UUID id = day.id();
        return GameDayView.of(
                day,
                new GameDayView.Beside(
                        Await.of(probes.result(id)).map(Measured::figures).orElse(null),
                        Await.of(people.confirmations(id)),
                        Await.of(people.answers(id)),
                        Await.of(alarms.of(id)),
                        waiting(day)));
    }

    /** A system has one game day under way at most: a list reads no more than one runbook. */
    GameDayView listed(GameDay day) {
        return GameDayView.of(day, new GameDayView.Beside(null, null, null, null, waiting(day)));
    }

    /** By which it goes. */
    Runbook runbook(GameDay day) {
        GameDay.Script script = day.script();
        return Await.of(runbooks.version(day.system(), script.runbook(), script.version()))
                .map(stored -> runbooks.read(stored, script.variables()))
                .orElseThrow(() -> new NotFound("runbook", script.runbook()));
    }

    private Waiting waiting(GameDay day) {
        return day.course().busySince().isEmpty()
                ? null
                : Waiting.of(day.course(), runbook(day)).orElse(null);
    }
}
