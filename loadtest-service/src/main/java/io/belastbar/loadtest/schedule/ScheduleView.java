package io.belastbar.loadtest.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A schedule as the API shows it.
 *
 * @param budget whether its runs are held to the promises of the system's budget too
 * @param nextFireTimes the next three, with the offset of its time zone; none if it is not enabled
 * @param lastOutcome QUEUED, SKIPPED or REFUSED; missing before the first fire time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduleView(
        String system,
        String scenario,
        String cron,
        String timeZone,
        boolean enabled,
        boolean budget,
        List<OffsetDateTime> nextFireTimes,
        Instant updatedAt,
        String updatedBy,
        Instant lastFireTime,
        Schedule.Outcome lastOutcome,
        String lastDetail,
        String lastRunId) {

    private static final int TIMES = 3;

    static ScheduleView of(Schedule schedule, Instant now) {
        ScheduleSettings settings = schedule.settings();
        Schedule.Last last = schedule.last();
        return new ScheduleView(
                schedule.system(),
                schedule.scenario(),
                settings.cron(),
                settings.zone().getId(),
                settings.enabled(),
                settings.budget(),
                settings.enabled() ? times(settings, now) : List.of(),
                schedule.updatedAt(),
                schedule.updatedBy(),
                last == null ? null : last.fireTime(),
                last == null ? null : last.outcome(),
                last == null ? null : last.detail(),
                last == null || last.runId() == null ? null : last.runId().toString());
    }

    private static List<OffsetDateTime> times(ScheduleSettings settings, Instant now) {
        return settings.times().after(now, TIMES).stream()
                .map(time -> time.atZone(settings.zone()).toOffsetDateTime())
                .toList();
    }
}
