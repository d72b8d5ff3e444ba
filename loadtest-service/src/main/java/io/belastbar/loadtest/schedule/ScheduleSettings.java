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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a scenario is to run, as somebody stored it.
 *
 * @param cron five fields
 * @param budget whether the promises of the system's budget are thresholds of its runs, whatever the scenario says
 */
public record ScheduleSettings(String cron, ZoneId zone, boolean enabled, boolean budget) {

    /** What cron daemons call by name (crontab(5), Vixie cron). */
    private static final Map<String, String> NAMED = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private static final Pattern STEP_OF_MINUTES = Pattern.compile("(?:\\*|0-59)/(\\d{1,2})\\s.*");

    private static final int CRON_LENGTH_MAX = 200;

    public CronTimes times() {
        return CronTimes.of(cron, zone);
    }

    /**
     * Reads a body {@code {"cron", "timeZone", "enabled", "budget"}}; the zone is UTC, the schedule enabled and the budget
     * not asked for unless it says otherwise. {@code @daily} and the like become their five fields.
     *
     * @param intervalMin fire times must be this far apart
     * @throws InvalidInput with every fault
     */
    public static ScheduleSettings parse(String body, Duration intervalMin, Instant now) {
        ErrorCollector errors = new ErrorCollector();
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        root.requireMapping(errors);
        root.rejectUnknown(Set.of("cron", "timeZone", "enabled", "budget"), errors);
        DocumentNode cron = root.required("cron", errors);
        Optional<String> expression = cron.asString(errors).map(ScheduleSettings::fields);
        ZoneId zone = root.optional("timeZone")
                .flatMap(node -> node.asString(errors).flatMap(name -> zone(name, node, errors)))
                .orElse(ZoneId.of("UTC"));
        boolean enabled = root.optionalBoolean("enabled", errors).orElse(true);
        boolean budget = root.optionalBoolean("budget", errors).orElse(false);
        expression.ifPresent(text -> check(text, cron, zone, intervalMin, now, errors));
        errors.throwIfAny("the schedule has faults");
        return new ScheduleSettings(expression.orElseThrow(), zone, enabled, budget);
    }

    private static String fields(String cron) {
        String stripped = cron.strip();
        return NAMED.getOrDefault(stripped.toLowerCase(Locale.ROOT), stripped);
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
            CronTimes times = CronTimes.of(cron, zone);
            if (times.after(now).isEmpty()) {
                errors.add(node, "must fire at some time; this one never does");
            }
            times.shortestInterval(now)
                    .filter(interval -> interval.compareTo(intervalMin) < 0)
                    .ifPresent(interval -> errors.add(
                            node,
                            "must leave " + intervalMin.toMinutes() + " minutes between two runs; these are "
                                    + interval.toMinutes() + " apart" + unevenStep(cron)));
        } catch (IllegalArgumentException fault) {
            errors.add(
                    node,
                    "must have five fields (minute hour day-of-month month day-of-week) or be one of "
                            + String.join(", ", new TreeSet<>(NAMED.keySet())) + ": " + fault.getMessage());
        }
    }

    /** Why a step that looks long enough is not: few remember that it starts anew with each hour. */
    private static String unevenStep(String cron) {
        Matcher step = STEP_OF_MINUTES.matcher(cron);
        int minutes = step.matches() ? Integer.parseInt(step.group(1)) : 0;
        if (minutes == 0 || 60 % minutes == 0) {
            return "";
        }
        int last = 59 / minutes * minutes;
        return ", since a step starts anew with each hour: minute " + last
                + " is followed by minute 0. Steps that divide 60 do" + " not, such as */5, */10, */15";
    }
}
