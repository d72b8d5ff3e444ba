package io.belastbar.budget.compliance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.belastbar.budget.health.PromiseStatus;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.TrendRepository.Drawn;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.List;

/**
 * One promise and what became of it.
 *
 * @param result the newest verdict that says something
 * @param judgedAt when; null if it never was
 * @param runId that showed it; null for measurements
 * @param since since when the verdict has been what it is: by evaluations of runs, or by the measurements of the window; null
 *     if it never was judged
 * @param baselinePercent deviation from the baseline in percent; null without one
 * @param history the last values, oldest first
 * @param now where it stands by its newest value, which may be elsewhere; null for what is past, and for demands
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComplianceLine(
        @JsonIgnore Objective objective,
        String kind,
        ObjectiveResult result,
        Instant judgedAt,
        String runId,
        String scenario,
        Instant since,
        Double baselinePercent,
        @JsonIgnore List<Drawn> history,
        Now now) {

    /**
     * The newest value of a promise.
     *
     * @param why what the status alone does not tell; null where it is plain
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Now(
            MetricStatus status,
            Instant at,
            Double value,
            boolean stale,
            @JsonIgnore Sentence why) {

        static Now of(PromiseStatus status) {
            var point = status.newest() == null ? null : status.newest().point();
            return new Now(
                    status.status(),
                    point == null ? null : point.at(),
                    point == null ? null : point.value(),
                    status.stale(),
                    status.why());
        }

        @JsonProperty
        String reason() {
            return why == null ? null : why.english();
        }

        @JsonProperty
        String reasonGerman() {
            return why == null ? null : why.german();
        }

        /** Whether it says something else than the verdict on a window or a run. */
        boolean differs(ObjectiveVerdict verdict) {
            return switch (verdict) {
                case FAIL -> status == MetricStatus.OK || stale;
                case PASS, WARN -> status == MetricStatus.CRITICAL || status == MetricStatus.WARNING || stale;
                case INCONCLUSIVE, NO_DATA -> false;
            };
        }
    }

    /** The last values, oldest first. */
    @JsonProperty
    List<Double> trend() {
        return history.stream().map(Drawn::value).toList();
    }
}
