package io.belastbar.chaos.gameday.door;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.chaos.gameday.alarm.AlarmRepository;
import io.belastbar.chaos.gameday.machine.Outcome;
import io.belastbar.chaos.gameday.measuring.MeasuredFigures;
import io.belastbar.chaos.gameday.store.Answer;
import io.belastbar.chaos.gameday.store.Confirmation;
import io.belastbar.chaos.gameday.store.GameDay;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A game day as HTTP shows it; what is not known yet is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GameDayView(
        UUID id,
        String system,
        String runbook,
        int runbookVersion,
        String runbookSha256,
        Map<String, String> variables,
        double timeScale,
        boolean unattended,
        String state,
        Outcome outcome,
        String reason,
        String startedBy,
        Instant plannedAt,
        Instant startedAt,
        Instant finishedAt,
        String abortedBy,
        List<String> testRuns,
        MeasuredFigures measured,
        List<Confirmation> confirmations,
        List<Answer> answers,
        List<AlarmRepository.Told> alarms,
        Waiting waitsFor) {

    /** What is kept beside a game day. */
    record Beside(
            MeasuredFigures measured,
            List<Confirmation> confirmations,
            List<Answer> answers,
            List<AlarmRepository.Told> alarms,
            Waiting waitsFor) {
        static final Beside NOTHING = new Beside(null, null, null, null, null);
    }

    static GameDayView of(GameDay day) {
        return of(day, Beside.NOTHING);
    }

    static GameDayView of(GameDay day, Beside beside) {
        String reason = day.course().verdict().reason();
        return new GameDayView(
                day.id(),
                day.system(),
                day.script().runbook(),
                day.script().version(),
                day.script().sha256(),
                day.script().variables(),
                day.script().timeScale(),
                day.script().unattended(),
                day.course().phase().name(),
                day.course().outcome().orElse(null),
                reason.isEmpty() ? null : reason,
                day.startedBy(),
                day.plannedAt(),
                day.startedAt().orElse(null),
                day.finishedAt().orElse(null),
                day.abortedBy().map(GameDay.Abort::by).orElse(null),
                day.loads(),
                beside.measured(),
                beside.confirmations(),
                beside.answers(),
                beside.alarms(),
                beside.waitsFor());
    }
}
