package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.LatencySummary;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.share.ShareJudgement;
import io.belastbar.quantity.share.ShareJudgement.Range;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What one endpoint of the budget showed, over all steps of the scenario that call it. Times are judged among all
 * requests: a failed one is never within a limit, however soon it failed. Of failed ones that stand among the response
 * times ({@link #blended()}) it is taken that they were within.
 *
 * @param requests finished ones, failed ones included
 * @param offeredPerSecond intended starts a second
 * @param achievedPerSecond finished requests a second
 * @param responseTimes of good answers, and blended, of all steps in microseconds; empty if a step carries no histogram
 * @param summary of the only step; null if several had to be merged
 */
record RunMeasurement(
        long requests,
        long errors,
        double offeredPerSecond,
        double achievedPerSecond,
        Optional<Histogram> responseTimes,
        LatencySummary summary) {

    /** Later than every good answer. */
    static final double BEYOND = Double.POSITIVE_INFINITY;

    private static final double MICROS_PER_MILLI = 1_000;
    private static final double NANOS_PER_MICRO = 1_000;

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

    /**
     * Failed requests among the response times: in runs of other tools, and in those before the two were kept apart,
     * there are more times than good answers.
     */
    long blended() {
        return responseTimes
                .map(times -> Math.clamp(times.getTotalCount() - (requests - errors), 0, errors))
                .orElse(0L);
    }

    /**
     * A percentile of all requests in milliseconds with its confidence interval; {@link #BEYOND} where so many failed
     * that no good answer is it. Empty if it cannot be known.
     */
    Optional<Interval> percentileMs(Statistic percentile) {
        var share = percentile.share();
        if (responseTimes.isPresent()) {
            return Optional.of(around(share));
        }
        if (summary == null) {
            return Optional.empty();
        }
        var beyond = errors > ShareJudgement.allowed(requests, 1 - share);
        return Optional.of(Interval.unknown(beyond ? BEYOND : of(summary, percentile)));
    }

    /** The same of the good answers alone: how fast the target was when it answered. */
    Optional<Double> goodPercentileMs(Statistic percentile) {
        return responseTimes
                .filter(times -> times.getTotalCount() > 0)
                .map(times -> times.getValueAtPercentile(100 * percentile.share()) / MICROS_PER_MILLI)
                .or(() -> Optional.ofNullable(summary)
                        .filter(only -> requests > errors)
                        .map(only -> of(only, percentile)));
    }

    /**
     * The mean in milliseconds; its interval is that of the central limit theorem. A failed request counts as one that
     * took at least as long as the limit, so that it cannot help.
     */
    Optional<Interval> meanMs(double limitMs) {
        return responseTimes
                .filter(times -> times.getTotalCount() > 0)
                .map(times -> {
                    var mean = sumMs(times, limitMs) / requests;
                    var half = Interval.Z * times.getStdDeviation() / Math.sqrt(requests) / MICROS_PER_MILLI;
                    return new Interval(mean, Math.max(0, mean - half), mean + half);
                })
                .or(() -> Optional.ofNullable(summary)
                        .map(only ->
                                Interval.unknown((only.meanMs() * (requests - errors) + limitMs * errors) / requests)));
    }

    private double sumMs(Histogram times, double limitMs) {
        var blended = blended();
        var sum = (errors - blended) * limitMs;
        for (var value : times.recordedValues()) {
            var failed = Math.min(blended, value.getCountAtValueIteratedTo());
            var millis = times.medianEquivalentValue(value.getValueIteratedTo()) / MICROS_PER_MILLI;
            sum += failed * Math.max(millis, limitMs) + (value.getCountAtValueIteratedTo() - failed) * millis;
            blended -= failed;
        }
        return sum;
    }

    /** The slowest request in milliseconds; a failed one has no longest time. */
    Optional<Interval> maxMs() {
        return errors > 0 ? Optional.of(Interval.unknown(BEYOND)) : goodMaxMs().map(Interval::unknown);
    }

    Optional<Double> goodMaxMs() {
        return Optional.ofNullable(summary)
                .map(LatencySummary::maxMs)
                .or(() -> responseTimes.map(times -> times.getMaxValue() / MICROS_PER_MILLI))
                .filter(max -> requests > errors);
    }

    Optional<Double> goodMeanMs() {
        return responseTimes
                .filter(times -> times.getTotalCount() > 0)
                .map(times -> times.getMean() / MICROS_PER_MILLI)
                .or(() -> Optional.ofNullable(summary).map(LatencySummary::meanMs))
                .filter(mean -> requests > errors);
    }

    /**
     * The distribution-free interval between two order statistics: Hahn and Meeker, Statistical Intervals, section 5.2,
     * with the normal approximation of the binomial ranks. Without bound where the rank falls outside the sample.
     */
    private Interval around(double share) {
        var half = Interval.Z * Math.sqrt(requests * share * (1 - share));
        var below = (long) Math.floor(requests * share - half);
        var above = (long) Math.ceil(requests * share + half) + 1;
        var value = atRankMs(Math.max(1, requests - ShareJudgement.allowed(requests, 1 - share)));
        var high = above > requests ? BEYOND : atRankMs(above);
        return new Interval(
                value,
                below < 1 || value == BEYOND ? null : Math.min(value, atRankMs(below)),
                high == BEYOND ? null : Math.max(value, high));
    }

    /** By rank among all requests, failed ones last. */
    private double atRankMs(long rank) {
        var times = responseTimes.orElseThrow();
        var all = times.getTotalCount();
        var own = rank + blended();
        // Half a rank below, so that no rounding of a percentile makes it the next one.
        return all == 0 || own > all ? BEYOND : times.getValueAtPercentile(100 * (own - 0.5) / all) / MICROS_PER_MILLI;
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

    /**
     * How many requests are no good answer within a limit: counted if there is a histogram, else bounded by the
     * percentiles.
     */
    Range notWithin(Limit<?> limit) {
        return responseTimes
                .map(times -> Range.exactly(countNotWithin(times, limit)))
                .orElseGet(() -> boundNotWithin(limit));
    }

    /** A time counts as the highest that it may have been, as it does for a threshold of the run. */
    private long countNotWithin(Histogram times, Limit<?> limit) {
        var within = -blended();
        for (var value : times.recordedValues()) {
            if (limit.keptBy(value.getValueIteratedTo() * NANOS_PER_MICRO)) {
                within += value.getCountAtValueIteratedTo();
            }
        }
        return requests - Math.max(0, within);
    }

    private Range boundNotWithin(Limit<?> limit) {
        long least = errors;
        long most = requests;
        for (var percentile : summary == null ? new Statistic[0] : Statistic.values()) {
            if (!percentile.isPercentile()) {
                continue;
            }
            var beyond = (1 - percentile.share()) * requests;
            if (limit.keptBy(of(summary, percentile) * 1e6)) {
                most = Math.min(most, (long) Math.ceil(beyond) + errors);
            } else {
                least = Math.max(least, (long) Math.floor(beyond));
            }
        }
        return new Range(Math.min(least, most), most);
    }
}
