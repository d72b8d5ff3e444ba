package io.belastbar.budget.errorbudget;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A promise about a share of requests that may fail, and the window over which its error budget counts.
 *
 * @param allowed above 0 and at most 1
 */
public record ErrorShare(Objective objective, double allowed, Duration window) {

    /** Where the promise names no window: four weeks, so that each holds the same weekdays. */
    public static final Duration WINDOW_DEFAULT = Duration.ofDays(28);

    /** Those of the promises that leave something to fail; a peak or a percentile of shares is no share of requests. */
    public static Stream<ErrorShare> of(Stream<Objective> objectives) {
        return objectives
                .filter(objective ->
                        objective.measure() == Measure.ERROR_RATE || objective.measure() == Measure.SUCCESS_RATE)
                .filter(objective -> objective.statistic() != Statistic.PEAK
                        && !objective.statistic().isPercentile())
                .map(ErrorShare::of)
                .filter(share -> share.allowed() > 0);
    }

    private static ErrorShare of(Objective objective) {
        var limit = BigDecimal.valueOf(objective.limit().value().magnitude());
        // In decimals, because 1 - 0.999 is more than 0.001 in binary ones.
        var allowed = objective.measure() == Measure.ERROR_RATE ? limit : BigDecimal.ONE.subtract(limit);
        return new ErrorShare(
                objective, allowed.doubleValue(), objective.window() == null ? WINDOW_DEFAULT : objective.window());
    }

    /** What is measured tells how many succeed, and not how many fail. */
    boolean ofSuccess() {
        return objective.measure() == Measure.SUCCESS_RATE;
    }

    /** The metrics that tell of it: its own, and for want of it the plain one. */
    List<String> metrics() {
        return Stream.of(objective.metric(), new Metric(objective.measure(), Statistic.NONE).text())
                .distinct()
                .toList();
    }

    /**
     * The share of failures from which a pair of windows burns. Where so much may fail that nothing could burn that fast, it
     * is halfway between what may fail and everything.
     */
    public double threshold(BurnPair pair) {
        return Math.min(pair.rate() * allowed, (1 + allowed) / 2);
    }

    /** How many times as fast as allowed the counted requests failed; 1 spends the budget exactly within its window. */
    public double burnRate(ErrorCounts counts) {
        return counts.share() / allowed;
    }
}
