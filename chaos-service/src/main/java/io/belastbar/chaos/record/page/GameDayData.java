package io.belastbar.chaos.record.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.chaos.record.action.ActionItemView;
import io.belastbar.chaos.record.report.Checklist;
import io.belastbar.chaos.record.report.EntryKind;
import io.belastbar.chaos.record.report.EntryKind.Tone;
import io.belastbar.chaos.record.report.GameDayReport;
import io.belastbar.chaos.record.report.GameDayReport.Line;
import io.belastbar.chaos.record.report.GameDayReport.RecordState;
import io.belastbar.chaos.record.report.Recovery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A game day for programs: times in milliseconds. What is not known is absent, never 0.
 *
 * @param ofDate which game day of its date in the system's zone it is, from 1
 * @param timelineLeftOut entries that stand in the record only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GameDayData(
        UUID gameDay,
        String system,
        String runbook,
        String title,
        String goal,
        String criticalFunction,
        String criticality,
        List<String> legalBasis,
        double timeScale,
        boolean unattended,
        int ofDate,
        Instant startedAt,
        String startedBy,
        Instant finishedAt,
        String outcome,
        String reason,
        String abortedBy,
        List<Measured> measurements,
        List<Entry> worked,
        List<Entry> mustImprove,
        List<ActionItemView> actionItems,
        Map<Checklist.Item, Checklist.Answer> handover,
        List<Entry> timeline,
        long timelineLeftOut,
        RecordState record) {

    /** What a probe measured. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Measured(
            String subject,
            Long rtoMs,
            Long rtoMoreThanMs,
            Long rtoBoundMs,
            Long rtoTargetMs,
            Recovery.Kept rto,
            Long lostRows,
            Long rpoMs,
            Long rpoTargetMs,
            Recovery.Kept rpo) {}

    /** @param afterMs the beginning of the exercise; negative before it */
    public record Entry(
            long number, Instant at, long afterMs, String kind, Tone tone, String by, Map<String, Object> content) {}

    /** The report of a game day. */
    public static GameDayData of(DayReport report) {
        GameDayReport day = report.day();
        Optional<GameDayReport.End> end = day.end();
        return new GameDayData(
                day.gameDay(),
                day.plan().system(),
                day.plan().runbook(),
                day.plan().title(),
                day.plan().goal(),
                day.plan().criticalFunction(),
                day.plan().criticality(),
                day.plan().legalBasis(),
                day.plan().timeScale(),
                day.plan().unattended(),
                report.ofDate(),
                day.startedAt(),
                day.startedBy(),
                end.map(GameDayReport.End::at).orElse(null),
                end.map(GameDayReport.End::outcome).orElse(null),
                end.flatMap(GameDayReport.End::reason).orElse(null),
                end.flatMap(GameDayReport.End::abortedBy).orElse(null),
                day.recoveries().stream().map(GameDayData::measured).toList(),
                day.lines(Tone.GOOD).map(line -> entry(day, line)).toList(),
                day.lines().stream()
                        .filter(line -> line.tone() == Tone.BAD || line.is(EntryKind.EXPECTATION_UNKNOWN))
                        .map(line -> entry(day, line))
                        .toList(),
                report.items().stream()
                        .map(item -> ActionItemView.of(item, report.today()))
                        .toList(),
                Checklist.of(day),
                day.lines().stream().map(line -> entry(day, line)).toList(),
                day.leftOut(),
                day.record());
    }

    private static Measured measured(Recovery one) {
        return new Measured(
                one.subject(),
                millis(one.rto().time()),
                millis(one.rto().moreThan()),
                millis(one.rto().bound()),
                millis(one.rto().target()),
                one.rto().kept(),
                one.rpo().rows().orElse(null),
                millis(one.rpo().time()),
                millis(one.rpo().target()),
                one.rpo().kept());
    }

    private static Long millis(Optional<Duration> time) {
        return time.map(Duration::toMillis).orElse(null);
    }

    private static Entry entry(GameDayReport day, Line line) {
        return new Entry(
                line.number(),
                line.at(),
                day.after(line).toMillis(),
                line.kind(),
                line.tone(),
                line.by(),
                line.content().values());
    }
}
