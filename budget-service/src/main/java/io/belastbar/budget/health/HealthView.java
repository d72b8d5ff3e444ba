package io.belastbar.budget.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.alert.RaisedAlert;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.report.ReportLanguage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How a system is. Promises that are only shown are no check.
 *
 * @param healthy false if a figure is critical, true if all are known and none is; null if some are not known
 * @param checks each figure by name: false if it is critical, true if it is not, null if that is not known
 * @param hint what to do where nothing is known; null otherwise
 */
record HealthView(
        String system,
        @JsonInclude Boolean healthy,
        Instant asOf,
        @JsonInclude Map<String, Boolean> checks,
        List<Kpi> kpis,
        @JsonInclude(JsonInclude.Include.NON_NULL) String hint) {

    /**
     * One promised figure and its newest value.
     *
     * @param stale whether there is a value, but one that is too old to say how it is now
     * @param ageSeconds of the value
     * @param alert that is raised
     * @param lastBroken the worst value that broke the promise within its window
     * @param reason what the status alone does not tell
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Kpi(
            String name,
            SubjectKind kind,
            String metric,
            MetricStatus status,
            boolean stale,
            String observed,
            String limit,
            Instant at,
            Long ageSeconds,
            String source,
            Boolean informational,
            AlertSummary alert,
            Broken lastBroken,
            String reason,
            String reasonGerman) {

        static Kpi of(PromiseStatus status, Instant now) {
            var objective = status.objective();
            var dimension = objective.measure().dimension();
            var limit = dimension.value(objective.limit().value());
            var point = status.newest() == null ? null : status.newest().point();
            var broke = status.lastBroke();
            return new Kpi(
                    objective.subject().text(),
                    objective.subject().kind(),
                    objective.metric(),
                    status.status(),
                    status.stale(),
                    point == null ? null : dimension.text(point.value(), limit),
                    objective.limitText(),
                    point == null ? null : point.at(),
                    point == null ? null : Duration.between(point.at(), now).toSeconds(),
                    point == null ? null : point.source(),
                    objective.terms().counts() ? null : true,
                    status.alert() == null ? null : AlertSummary.of(status.alert()),
                    broke == null ? null : new Broken(broke.at(), dimension.text(broke.value(), limit)),
                    text(status.why(), ReportLanguage.ENGLISH),
                    text(status.why(), ReportLanguage.GERMAN));
        }

        private static String text(PromiseStatus.Why why, ReportLanguage language) {
            return why == null ? null : why.in(language);
        }

        private Boolean check() {
            return status == MetricStatus.UNKNOWN ? null : Boolean.valueOf(status != MetricStatus.CRITICAL);
        }

        private String check(String prefix) {
            return name + " " + metric.replaceFirst(prefix, "");
        }
    }

    /** An alert that is raised; {@code severity} is warning or critical. */
    record AlertSummary(String severity, Instant since, String message) {

        static AlertSummary of(RaisedAlert alert) {
            return new AlertSummary(
                    alert.status().key(), alert.since(), alert.message().english());
        }
    }

    record Broken(Instant at, String observed) {}

    static HealthView of(String system, Instant now, List<PromiseStatus> statuses) {
        var kpis = statuses.stream().map(status -> Kpi.of(status, now)).toList();
        var checks = new LinkedHashMap<String, Boolean>();
        for (var kpi : kpis) {
            if (kpi.informational() == null) {
                var name = kpi.check("^target_");
                checks.put(name, checks.containsKey(name) ? both(checks.get(name), kpi.check()) : kpi.check());
            }
        }
        return new HealthView(system, all(checks.values()), now, checks, kpis, hint(system, kpis));
    }

    private static String hint(String system, List<Kpi> kpis) {
        if (kpis.stream().anyMatch(kpi -> kpi.status() != MetricStatus.UNKNOWN)) {
            return null;
        }
        return kpis.stream().allMatch(kpi -> kpi.at() == null)
                ? "Nothing is known yet. Run a scenario (belastbar run), or send values: belastbar measure SUBJECT"
                        + " METRIC VALUE --system " + system
                : "Values are there, but none of them says how it is now: see the reason beside each figure.";
    }

    private static Boolean both(Boolean one, Boolean other) {
        return Stream.of(one == null, other == null).anyMatch(Boolean::booleanValue)
                ? (Boolean.FALSE.equals(one) || Boolean.FALSE.equals(other) ? Boolean.FALSE : null)
                : Boolean.valueOf(one && other);
    }

    private static Boolean all(Collection<Boolean> checks) {
        if (checks.contains(Boolean.FALSE)) {
            return false;
        }
        return checks.isEmpty() || checks.stream().anyMatch(Objects::isNull) ? null : Boolean.TRUE;
    }
}
