package io.belastbar.budget.compliance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.ObjectiveResult;
import java.time.Instant;
import java.util.List;

/**
 * One promise and what became of it.
 *
 * @param result the newest verdict that says something
 * @param judgedAt when; null if it never was
 * @param runId that showed it; null for measurements
 * @param since since when the verdict has been what it is, as far as evaluations reach back; null if it never was judged
 * @param baselinePercent deviation from the baseline in percent; null without one
 * @param history the last values, oldest first
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
        @JsonIgnore List<SeriesPoint> history) {

    /** The last values, oldest first. */
    @JsonProperty
    List<Double> trend() {
        return history.stream().map(SeriesPoint::value).toList();
    }
}
