package io.belastbar.load.comparison;

import io.belastbar.load.comparison.StepComparison.Distributions;
import io.belastbar.load.comparison.StepComparison.Method;
import io.belastbar.load.comparison.statistics.ErrorRates;
import io.belastbar.load.comparison.statistics.Holm;
import io.belastbar.load.comparison.statistics.Interval;
import io.belastbar.load.comparison.statistics.SecondCounts;
import io.belastbar.load.comparison.statistics.ShiftBootstrap;
import io.belastbar.load.comparison.statistics.ShiftEstimate;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.StepInfo;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Compares one step of two runs. */
final class CompareStep {

    private static final double[] TESTED = {0.5, 0.9, 0.95, 0.99, 0.999};
    private static final double[] CURVE = {
        0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95,
        0.975, 0.99, 0.995, 0.999
    };
    private static final double[] DECIDE_LENGTH = {0.5, 0.95};
    // A quantile with fewer requests beyond it is one request's chance.
    private static final double BEYOND_MIN = 10;

    private final ComparisonSettings settings;
    private final RandomGenerator random;

    CompareStep(ComparisonSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** @param forbidden whether a run is invalid, so that nothing may be concluded */
    record Pair(RunResult baseline, RunResult other, boolean forbidden) {

        double highestShare() {
            return Math.min(
                            baseline.provenance().highestKnownPercentile(),
                            other.provenance().highestKnownPercentile())
                    / 100;
        }
    }

    StepComparison compare(StepInfo step, SecondCounts baseline, SecondCounts other, Pair pair) {
        long fewest = Math.min(baseline.totalRequests(), other.totalRequests());
        double[] shares = Arrays.stream(CURVE)
                .filter(share -> share <= pair.highestShare() + 1e-9)
                .filter(share -> Math.min(share, 1 - share) * fewest >= BEYOND_MIN)
                .toArray();
        Change errors = new Change(
                ErrorRates.rate(baseline),
                ErrorRates.rate(other),
                ErrorRates.rate(other) - ErrorRates.rate(baseline),
                fewest == 0 ? new Interval(-1, 1) : ErrorRates.difference(baseline, other));
        Distributions distributions = DistributionBins.of(baseline, other);
        double first = perSecond(baseline, pair.baseline());
        double second = perSecond(other, pair.other());
        if (Arrays.stream(shares).noneMatch(CompareStep::isTested)) {
            Change unknown = new Change(first, second, ratio(first, second) - 1, new Interval(-1, Double.MAX_VALUE));
            Outcome outcome = pair.forbidden() ? Outcome.NOT_COMPARABLE : Outcome.TOO_FEW_REQUESTS;
            return new StepComparison(
                    step,
                    baseline.totalRequests(),
                    other.totalRequests(),
                    List.of(),
                    List.of(),
                    unknown,
                    errors,
                    new Method(0, 0, 0),
                    outcome,
                    distributions);
        }
        ShiftBootstrap bootstrap = new ShiftBootstrap(
                baseline, other, new ShiftBootstrap.Plan(shares, DECIDE_LENGTH, settings.resamples(), true), random);
        List<QuantileShift> curve = bootstrap.shifts().stream()
                .map(estimate -> new QuantileShift(
                        estimate, estimate.pValue(), !estimate.interval().contains(0)))
                .toList();
        List<QuantileShift> tested = tested(bootstrap.shifts());
        double ratio = ratio(first, second);
        return new StepComparison(
                step,
                baseline.totalRequests(),
                other.totalRequests(),
                tested,
                curve,
                new Change(first, second, ratio - 1, bootstrap.throughput(ratio)),
                errors,
                new Method(settings.resamples(), bootstrap.baselineBlock(), bootstrap.otherBlock()),
                pair.forbidden() ? Outcome.NOT_COMPARABLE : outcome(tested),
                distributions);
    }

    private List<QuantileShift> tested(List<ShiftEstimate> all) {
        List<ShiftEstimate> estimates =
                all.stream().filter(estimate -> isTested(estimate.share())).toList();
        double[] adjusted = Holm.adjusted(
                estimates.stream().mapToDouble(ShiftEstimate::pValue).toArray());
        return IntStream.range(0, estimates.size())
                .mapToObj(index ->
                        new QuantileShift(estimates.get(index), adjusted[index], adjusted[index] < settings.level()))
                .toList();
    }

    private static boolean isTested(double share) {
        return Arrays.stream(TESTED).anyMatch(tested -> tested == share);
    }

    private static Outcome outcome(List<QuantileShift> tested) {
        boolean slower = tested.stream().anyMatch(shift -> shift.shown() && shift.change() > 0);
        boolean faster = tested.stream().anyMatch(shift -> shift.shown() && shift.change() < 0);
        if (slower && faster) {
            return Outcome.MIXED;
        }
        return slower ? Outcome.SLOWER : faster ? Outcome.FASTER : Outcome.NO_DIFFERENCE_SHOWN;
    }

    private static double perSecond(SecondCounts counts, RunResult run) {
        double seconds = run.identity().duration().toNanos() / 1e9;
        return seconds <= 0 ? 0 : counts.totalRequests() / seconds;
    }

    private static double ratio(double baseline, double other) {
        return baseline == 0 ? 1 : other / baseline;
    }
}
