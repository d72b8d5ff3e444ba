package io.belastbar.capacity.analysis;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.capacity.analysis.rule.AnalysisRule.Priority;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.projection.ProjectedLimit;
import io.belastbar.forecasting.Trend.Direction;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The capacity of a system at a moment, and in 90 days. Never changes.
 *
 * @param timestamp when it was wanted
 * @param requestedBy who wanted it; {@code schedule} of the daily one
 * @param diskSpace absent without a series of that kind, as are the other figures
 * @param limits each limit that a series has, the first to be reached first
 * @param recommendations the most urgent first
 * @param failures of the series that could not be carried on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CapacityAnalysis(
        UUID id,
        String system,
        Instant timestamp,
        String requestedBy,
        Resource diskSpace,
        QueryLatency queryLatency,
        Resource connections,
        List<LimitLine> limits,
        List<Recommendation> recommendations,
        List<Failure> failures) {

    /**
     * Something that fills.
     *
     * @param current the most of the last hour
     * @param currentMean the mean of the last day; absent of what was analysed before it was asked for
     * @param limit where it is full; absent if nobody said
     * @param projectedInNDays by the number of days, as far as the data reach
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Resource(
            String metric,
            String unit,
            double current,
            Double currentMean,
            double growthPerDay,
            Direction trend,
            Double limit,
            Map<Integer, Double> projectedInNDays) {

        public Resource {
            projectedInNDays = new TreeMap<>(projectedInNDays);
        }

        /** The same with one number of days more. */
        public Resource with(int days, double projected) {
            Map<Integer, Double> more = new TreeMap<>(projectedInNDays);
            more.put(days, projected);
            return new Resource(metric, unit, current, currentMean, growthPerDay, trend, limit, more);
        }
    }

    /**
     * How long statements take.
     *
     * @param currentMean the mean of the last day, as of {@link Resource}
     * @param projectedP95In90Days absent where the data do not reach that far
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record QueryLatency(
            String metric,
            String unit,
            double current,
            Double currentMean,
            Direction trend,
            Double limit,
            Double projectedP95In90Days) {}

    /** A limit of a series, and when it is reached. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LimitLine(
            String metric,
            String unit,
            double current,
            Direction trend,
            double limit,
            MetricLimit.Severity severity,
            ProjectedLimit.Status status,
            Instant earliest,
            Instant reachedAt,
            Instant latest,
            String action,
            Sentence text) {

        /** Whether it is reached until then, most likely. */
        @JsonIgnore
        public boolean isReachedBy(Instant moment) {
            return reachedAt != null && !reachedAt.isAfter(moment);
        }
    }

    /**
     * What to do.
     *
     * @param action in English, {@code german} beside
     * @param estimatedCost once, in {@code currency}; absent where nobody said
     * @param estimatedMonthlyCost more than what runs now; of a step of the system's prices only
     * @param step of the system's prices, of which the costs are; absent where the rule says what it costs
     * @param reason why, in a sentence
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Recommendation(
            Priority priority,
            String action,
            String timeline,
            Double estimatedCost,
            Double estimatedMonthlyCost,
            String currency,
            String step,
            InGerman german,
            Sentence reason) {}

    /** The same in German. */
    public record InGerman(String action, String timeline) {}

    /** A series that could not be carried on, and why. */
    public record Failure(String metric, String reason) {}

    /** The same with what is foreseen in another number of days. */
    public CapacityAnalysis with(Resource disk, Resource connected) {
        return new CapacityAnalysis(
                id, system, timestamp, requestedBy, disk, queryLatency, connected, limits, recommendations, failures);
    }
}
