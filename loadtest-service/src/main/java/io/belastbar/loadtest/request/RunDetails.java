package io.belastbar.loadtest.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.contracts.LatencySummary;
import io.belastbar.load.failure.FailureLine;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.loadtest.run.RunOutcome.ThresholdView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a finished run measured, beyond its endpoints.
 *
 * @param offeredForMs how long load was offered
 * @param fairness the worst tenant's p99 divided by the median tenant's; missing below two tenants
 * @param failures why requests failed, most frequent first; empty for a run that is older than this or was measured by
 *     another tool
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunDetails(
        long offeredForMs,
        double offeredPerSecond,
        double achievedPerSecond,
        Double fairness,
        GeneratorReport generator,
        Provenance provenance,
        List<Part> steps,
        List<Part> tenants,
        List<ThresholdView> thresholds,
        List<FailureView> failures) {

    /**
     * Why requests of a step failed.
     *
     * @param code HTTP status or SQLSTATE; empty if neither was told
     * @param message what was said first
     * @param share of the step's requests
     * @param advice what would help
     */
    public record FailureView(
            String step,
            ErrorClass error,
            String code,
            String message,
            long count,
            double share,
            String advice,
            String adviceGerman) {

        static FailureView of(FailureLine line) {
            return new FailureView(
                    line.step(),
                    line.error(),
                    line.code(),
                    line.message(),
                    line.count(),
                    line.share(),
                    line.advice().english(),
                    line.advice().german());
        }
    }

    /** One step or one tenant. */
    public record Part(
            String name,
            long requests,
            long errors,
            long skipped,
            Map<ErrorClass, Long> errorsByClass,
            long bytesSent,
            long bytesReceived,
            LatencySummary responseTime,
            LatencySummary serviceTime) {

        static Part of(String name, Cell cell) {
            return new Part(
                    name,
                    cell.requests(),
                    cell.errorCount(),
                    cell.skipped(),
                    cell.errors(),
                    cell.bytesSent(),
                    cell.bytesReceived(),
                    cell.responseSummary(),
                    cell.serviceSummary());
        }
    }

    static RunDetails of(RunResult result, List<ThresholdView> thresholds) {
        List<Part> steps = new ArrayList<>();
        for (StepInfo step : result.steps()) {
            steps.add(Part.of(step.name(), result.step(steps.size())));
        }
        List<Part> tenants = new ArrayList<>();
        for (String tenant : result.tenants()) {
            tenants.add(Part.of(tenant, result.tenant(tenants.size())));
        }
        double fairness = result.fairness();
        return new RunDetails(
                result.identity().duration().toMillis(),
                result.offeredPerSecond(),
                result.achievedPerSecond(),
                Double.isNaN(fairness) ? null : fairness,
                result.generator(),
                result.provenance(),
                steps,
                tenants,
                thresholds,
                FailureLine.of(result).stream().map(FailureView::of).toList());
    }
}
