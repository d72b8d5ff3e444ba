package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.LatencySummary;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.share.ShareJudgement.Range;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What one endpoint of the budget showed, over all steps of the scenario that call it.
 *
 * @param offeredPerSecond intended starts a second
 * @param achievedPerSecond finished requests a second
 * @param responseTimes of all steps in microseconds; empty if a step carries no histogram
 * @param summary of the only step; null if several had to be merged
 */
record RunMeasurement(
        long requests,
        long errors,
        double offeredPerSecond,
        double achievedPerSecond,
        Optional<Histogram> responseTimes,
        LatencySummary summary) {

    private static final double MICROS_PER_MILLI = 1_000;

    /** Merges the steps that call one endpoint; at least one. */
    static RunMeasurement of(List<EndpointResult> steps) {
        return new RunMeasurement(
                steps.stream().mapToLong(EndpointResult::requests).sum(),
                steps.stream().mapToLong(EndpointResult::errors).sum(),
                steps.stream().mapToDouble(EndpointResult::offeredPerSecond).sum(),
                steps.stream().mapToDouble(EndpointResult::achievedPerSecond).sum(),
                merged(steps),
                steps.size() == 1 ? steps.getFirst().responseTime() : null);
    }

    /**
     * Reads a histogram.
     *
     * @throws IllegalArgumentException if it is not an HdrHistogram V2, compressed, in Base64
     */
    static Histogram decode(String histogram) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(histogram)), 0);
        } catch (DataFormatException | RuntimeException notOne) {
            throw new IllegalArgumentException("not a compressed HdrHistogram in Base64", notOne);
        }
    }

    private static Optional<Histogram> merged(List<EndpointResult> steps) {
        if (steps.stream()
                .anyMatch(step -> step.histogram() == null || step.histogram().isBlank())) {
            return Optional.empty();
        }
        var sum = new Histogram(3);
        steps.forEach(step -> sum.add(decode(step.histogram())));
        return Optional.of(sum);
    }

    /** How many response times there are. */
    long samples() {
        return responseTimes.map(Histogram::getTotalCount).orElse(requests);
    }

    /** A percentile in milliseconds with its confidence interval; empty if it cannot be known. */
    Optional<Interval> percentileMs(Statistic percentile) {
        if (responseTimes.isEmpty() && summary == null) {
            return Optional.empty();
        }
        var share = percentile.share();
        var value = summary == null ? atShareMs(responseTimes.get(), share) : of(summary, percentile);
        return Optional.of(
                responseTimes.map(times -> around(times, share, value)).orElseGet(() -> Interval.unknown(value)));
    }

    /** The mean in milliseconds; its interval is that of the central limit theorem. */
    Optional<Interval> meanMs() {
        return responseTimes
                .filter(times -> times.getTotalCount() > 0)
                .map(times -> {
                    var half =
                            Interval.Z * times.getStdDeviation() / Math.sqrt(times.getTotalCount()) / MICROS_PER_MILLI;
                    var mean = times.getMean() / MICROS_PER_MILLI;
                    return new Interval(mean, Math.max(0, mean - half), mean + half);
                })
                .or(() -> Optional.ofNullable(summary).map(only -> Interval.unknown(only.meanMs())));
    }

    /** The slowest response in milliseconds. */
    Optional<Interval> maxMs() {
        return Optional.ofNullable(summary)
                .map(LatencySummary::maxMs)
                .or(() -> responseTimes.map(times -> times.getMaxValue() / MICROS_PER_MILLI))
                .map(Interval::unknown);
    }

    /**
     * The distribution-free interval between two order statistics: Hahn and Meeker, Statistical Intervals, section 5.2,
     * with the normal approximation of the binomial ranks. Without bound where the rank falls outside the sample.
     */
    private static Interval around(Histogram times, double share, double value) {
        var n = times.getTotalCount();
        var half = Interval.Z * Math.sqrt(n * share * (1 - share));
        var below = Math.floor(n * share - half);
        var above = Math.ceil(n * share + half) + 1;
        return new Interval(
                value,
                below < 1 ? null : Math.min(value, atShareMs(times, below / n)),
                above > n ? null : Math.max(value, atShareMs(times, above / n)));
    }

    private static double atShareMs(Histogram times, double share) {
        return times.getValueAtPercentile(100 * share) / MICROS_PER_MILLI;
    }

    private static double of(LatencySummary summary, Statistic percentile) {
        return switch (percentile) {
            case P50 -> summary.p50Ms();
            case P90 -> summary.p90Ms();
            case P95 -> summary.p95Ms();
            case P99 -> summary.p99Ms();
            case P999 -> summary.p999Ms();
            case NONE, AVERAGE, SUSTAINED, PEAK -> throw new IllegalArgumentException("no percentile: " + percentile);
        };
    }

    /** How many response times break a limit: counted if there is a histogram, else bounded by the percentiles. */
    Range slowerThan(Limit<?> limit) {
        return responseTimes
                .map(times -> Range.exactly(countSlower(times, limit)))
                .orElseGet(() -> boundSlower(limit));
    }

    private static long countSlower(Histogram times, Limit<?> limit) {
        var limitMicros = (long) (limit.value().magnitude() / 1_000);
        var kept = limit.comparison() == Comparison.BELOW ? limitMicros - 1 : limitMicros;
        return kept < 0 ? times.getTotalCount() : times.getTotalCount() - times.getCountBetweenValues(0, kept);
    }

    private Range boundSlower(Limit<?> limit) {
        long least = 0;
        long most = requests;
        for (var percentile : summary == null ? new Statistic[0] : Statistic.values()) {
            if (!percentile.isPercentile()) {
                continue;
            }
            var beyond = (1 - percentile.share()) * requests;
            if (limit.keptBy(of(summary, percentile) * 1e6)) {
                most = Math.min(most, (long) Math.ceil(beyond));
            } else {
                least = Math.max(least, (long) Math.floor(beyond));
            }
        }
        return new Range(Math.min(least, most), most);
    }
}
