package io.belastbar.loadtest.schedule;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.schedule.CronTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRulesException;
import java.util.Optional;
import java.util.Set;

/** When a scenario is to run, as somebody stored it. */
public record ScheduleSettings(String cron, ZoneId zone, boolean enabled) {

    private static final int CRON_LENGTH_MAX = 200;

    public CronTimes times() {
        return CronTimes.of(cron, zone);
    }

    /**
     * Reads a body {@code {"cron", "timeZone", "enabled"}}; the zone is UTC and the schedule enabled unless it says
     * otherwise.
     *
     * @param intervalMin fire times must be this far apart
     * @throws InvalidInput with every fault
     */
    public static ScheduleSettings parse(String body, Duration intervalMin, Instant now) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        root.requireMapping(errors);
        root.rejectUnknown(Set.of("cron", "timeZone", "enabled"), errors);
        DocumentNode cron = root.required("cron", errors);
        Optional<String> expression = cron.asString(errors);
        ZoneId zone = root.optional("timeZone")
                .flatMap(node -> node.asString(errors).flatMap(name -> zone(name, node, errors)))
                .orElse(ZoneId.of("UTC"));
        boolean enabled = root.optionalBoolean("enabled", errors).orElse(true);
        expression.ifPresent(text -> check(text, cron, zone, intervalMin, now, errors));
        errors.throwIfAny("the schedule has faults");
        return new ScheduleSettings(expression.orElseThrow().strip(), zone, enabled);
    }

    private static Optional<ZoneId> zone(String name, DocumentNode node, ErrorCollector errors) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            errors.add(node, "must be a time zone of the IANA database, such as Europe/Berlin");
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (ZoneRulesException withoutRules) {
            errors.add(node, "must be a time zone with known rules");
            return Optional.empty();
        }
    }

    private static void check(
            String cron, DocumentNode node, ZoneId zone, Duration intervalMin, Instant now, ErrorCollector errors) {
        if (cron.length() > CRON_LENGTH_MAX) {
            errors.add(node, "must have no more than " + CRON_LENGTH_MAX + " characters");
            return;
        }
        try {
            CronTimes times = CronTimes.of(cron.strip(), zone);
            if (times.after(now).isEmpty()) {
                errors.add(node, "must fire at some time; this one never does");
            }
            times.shortestInterval(now)
                    .filter(interval -> interval.compareTo(intervalMin) < 0)
                    .ifPresent(interval -> errors.add(
                            node,
                            "must leave " + intervalMin.toMinutes() + " minutes between two runs; these are "
                                    + interval.toMinutes() + " apart"));
        } catch (IllegalArgumentException fault) {
            errors.add(
                    node, "must have five fields (minute hour day-of-month month day-of-week): " + fault.getMessage());
        }
    }
}
