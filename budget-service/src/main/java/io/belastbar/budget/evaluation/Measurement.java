package io.belastbar.budget.evaluation;

import io.belastbar.budget.evaluation.ShareTest.Range;
import io.belastbar.budget.objective.Percentile;
import io.belastbar.budget.quantity.Comparison;
import io.belastbar.budget.quantity.Limit;
import io.belastbar.budget.quantity.TimeSpan;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.LatencySummary;
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
record Measurement(
        long requests,
        long errors,
        double offeredPerSecond,
        double achievedPerSecond,
        Optional<Histogram> responseTimes,
        LatencySummary summary) {

    /** Merges the steps that call one endpoint; at least one. */
    static Measurement of(List<EndpointResult> steps) {
        return new Measurement(
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

    /** A percentile in milliseconds; empty if it cannot be known. */
    Optional<Double> percentileMs(Percentile percentile) {
        if (summary != null) {
            return Optional.of(percentile.of(summary));
        }
        return responseTimes.map(times -> times.getValueAtPercentile(100 * percentile.share()) / 1_000.0);
    }

    /** How many response times break a limit: counted if there is a histogram, else bounded by the percentiles. */
    Range slowerThan(Limit<TimeSpan> limit) {
        return responseTimes
                .map(times -> Range.exactly(countSlower(times, limit)))
                .orElseGet(() -> boundSlower(limit));
    }

    private static long countSlower(Histogram times, Limit<TimeSpan> limit) {
        var limitMicros = limit.value().nanos() / 1_000;
        var kept = limit.comparison() == Comparison.BELOW ? limitMicros - 1 : limitMicros;
        return kept < 0 ? times.getTotalCount() : times.getTotalCount() - times.getCountBetweenValues(0, kept);
    }

    private Range boundSlower(Limit<TimeSpan> limit) {
        long least = 0;
        long most = requests;
        for (var percentile : summary == null ? new Percentile[0] : Percentile.values()) {
            var beyond = (1 - percentile.share()) * requests;
            if (limit.keptBy(percentile.of(summary) * 1e6)) {
                most = Math.min(most, (long) Math.ceil(beyond));
            } else {
                least = Math.max(least, (long) Math.floor(beyond));
            }
        }
        return new Range(Math.min(least, most), most);
    }
}
