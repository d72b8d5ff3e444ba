package io.belastbar.budget.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a system is.
 *
 * @param healthy whether no figure is critical; a figure without a value says nothing
 * @param checks each figure by name: false if it is critical; what is not known counts as true
 * @param hint what to do where nothing is known; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HealthView(
        String system, boolean healthy, Instant asOf, Map<String, Boolean> checks, List<Kpi> kpis, String hint) {

    /**
     * One promised figure and its newest value.
     *
     * @param ageSeconds of the value
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Kpi(
            String name,
            SubjectKind kind,
            String metric,
            MetricStatus status,
            String observed,
            String limit,
            Instant at,
            Long ageSeconds,
            String source) {

        static Kpi of(Objective objective, SeriesPoint point, Instant now) {
            return new Kpi(
                    objective.subject().text(),
                    objective.subject().kind(),
                    objective.metric(),
                    MetricStatus.of(point.value(), objective),
                    objective.measure().dimension().text(point.value()),
                    objective.limitText(),
                    point.at(),
                    Duration.between(point.at(), now).toSeconds(),
                    point.source());
        }

        static Kpi unknown(Objective objective) {
            return new Kpi(
                    objective.subject().text(),
                    objective.subject().kind(),
                    objective.metric(),
                    MetricStatus.UNKNOWN,
                    null,
                    objective.limitText(),
                    null,
                    null,
                    null);
        }
    }

    static HealthView of(String system, Instant now, List<Kpi> kpis) {
        var checks = new LinkedHashMap<String, Boolean>();
        kpis.forEach(kpi -> checks.merge(
                kpi.name() + " " + kpi.metric().replaceFirst("^target_", ""),
                kpi.status() != MetricStatus.CRITICAL,
                Boolean::logicalAnd));
        var unknown = kpis.stream().allMatch(kpi -> kpi.status() == MetricStatus.UNKNOWN);
        return new HealthView(
                system,
                kpis.stream().noneMatch(kpi -> kpi.status() == MetricStatus.CRITICAL),
                now,
                checks,
                kpis,
                unknown
                        ? "Nothing is known yet. Run a scenario (belastbar run), or send values: belastbar measure SUBJECT"
                                + " METRIC VALUE --system " + system
                        : null);
    }
}
