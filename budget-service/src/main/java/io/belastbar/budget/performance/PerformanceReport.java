package io.belastbar.budget.performance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a system did over a period, service by service: the report of requirements 2, section 1.2, with its names.
 *
 * @param reportPeriod {@code 1h}, {@code 24h} or {@code 7d}
 * @param totalMetrics values within the period
 * @param hint what to do if there are none; null otherwise
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record PerformanceReport(
        String system,
        String reportPeriod,
        Instant startTime,
        Instant endTime,
        Integer budgetVersion,
        long totalMetrics,
        Map<String, ServiceReport> services,
        Summary summary,
        String hint) {

    /** @param metricCount values of the service within the period */
    @JsonNaming(SnakeCaseStrategy.class)
    record ServiceReport(long metricCount, Map<String, MetricReport> metrics, Map<MetricStatus, Long> statusSummary) {}

    /**
     * One figure.
     *
     * @param limit what is promised of it; null if nothing is
     * @param trend means of equal shares of the values, oldest first; the values themselves if they are few
     * @param brokenValues of the period that broke the promise
     * @param stale whether the latest value is too old to say how it is now
     * @param note what the status alone does not tell; null where it is plain
     * @param baselineDeviation of the latest value, in percent; null without a baseline
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record MetricReport(
            double latestValue,
            MetricStatus latestStatus,
            Instant latestAt,
            String unit,
            String limit,
            @JsonIgnore Objective promise,
            Double baselineValue,
            Double baselineDeviation,
            double avgValue,
            double minValue,
            double maxValue,
            double p95Value,
            int dataPoints,
            long brokenValues,
            boolean stale,
            @JsonIgnore Sentence why,
            List<Double> trend) {

        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_NULL)
        String note() {
            return why == null ? null : why.english();
        }

        @JsonProperty
        @JsonInclude(JsonInclude.Include.NON_NULL)
        String noteGerman() {
            return why == null ? null : why.german();
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Summary(int criticalIssues, int warnings, List<Deviation> baselineDeviations) {}

    /** A figure whose latest value is more than 20 % off its baseline. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Deviation(
            String service, String metric, double deviationPercent, double currentValue, double baselineValue) {}

    /** How many figures there are. */
    long figures() {
        return services.values().stream()
                .mapToLong(service -> service.metrics().size())
                .sum();
    }
}
