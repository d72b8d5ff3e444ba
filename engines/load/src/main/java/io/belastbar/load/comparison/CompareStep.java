package io.belastbar.load.comparison;

import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.StepComparison.FigureChange;
import io.belastbar.load.comparison.StepComparison.Method;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.load.comparison.counts.SecondCounts;
import io.belastbar.load.comparison.statistics.ErrorRates;
import io.belastbar.load.comparison.statistics.Holm;
import io.belastbar.load.comparison.statistics.Interval;
import io.belastbar.load.comparison.statistics.ShiftBootstrap;
import io.belastbar.load.comparison.statistics.ShiftEstimate;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
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
        Counts counts = new Counts(step, baseline, other);
        double[] shares = Arrays.stream(CURVE)
                .filter(share -> share <= pair.highestShare() + 1e-9)
                .filter(share -> Math.min(share, 1 - share) * counts.fewest() >= BEYOND_MIN)
                .toArray();
        return Arrays.stream(shares).anyMatch(CompareStep::isTested)
                ? resampled(counts, shares, pair)
                : tooFew(counts, pair);
    }

    /** What is compared. */
    private record Counts(StepInfo step, SecondCounts baseline, SecondCounts other) {

        /** Of the requests whose times can be compared. */
        long fewest() {
            return Math.min(baseline.totalTimes(), other.totalTimes());
        }

        FigureChange errors() {
            double first = ErrorRates.rate(baseline);
            double second = ErrorRates.rate(other);
            boolean none = baseline.totalRequests() == 0 || other.totalRequests() == 0;
            Interval interval = none ? new Interval(-1, 1) : ErrorRates.difference(baseline, other);
            return new FigureChange(first, second, second - first, interval);
        }

        StepComparison with(
                List<QuantileShift> shifts,
                List<QuantileShift> curve,
                FigureChange throughput,
                Method method,
                Outcome outcome) {
            return new StepComparison(
                    step,
                    baseline.totalRequests(),
                    other.totalRequests(),
                    shifts,
                    curve,
                    throughput,
                    errors(),
                    method,
                    outcome,
                    DistributionBins.of(baseline, other));
        }
    }

    private static StepComparison tooFew(Counts counts, Pair pair) {
        double first = perSecond(counts.baseline(), pair.baseline());
        double second = perSecond(counts.other(), pair.other());
        FigureChange unknown =
                new FigureChange(first, second, ratio(first, second) - 1, new Interval(-1, Double.MAX_VALUE));
        Outcome outcome = pair.forbidden() ? Outcome.NOT_COMPARABLE : Outcome.TOO_FEW_REQUESTS;
        return counts.with(List.of(), List.of(), unknown, new Method(0, 0, 0), outcome);
    }

    private StepComparison resampled(Counts counts, double[] shares, Pair pair) {
        ShiftBootstrap bootstrap = new ShiftBootstrap(
                counts.baseline(),
                counts.other(),
                new ShiftBootstrap.Plan(shares, DECIDE_LENGTH, settings.resamples(), true),
                random);
        List<ShiftEstimate> shifts = bootstrap.shifts();
        List<QuantileShift> curve = shifts.stream()
                .map(estimate -> new QuantileShift(
                        estimate, estimate.pValue(), !estimate.interval().contains(0)))
                .toList();
        List<QuantileShift> tested = tested(shifts, pair.forbidden());
        double first = perSecond(counts.baseline(), pair.baseline());
        double second = perSecond(counts.other(), pair.other());
        double ratio = ratio(first, second);
        return counts.with(
                tested,
                curve,
                new FigureChange(first, second, ratio - 1, bootstrap.throughput(ratio)),
                new Method(settings.resamples(), bootstrap.baselineBlock(), bootstrap.otherBlock()),
                pair.forbidden() ? Outcome.NOT_COMPARABLE : outcome(tested));
    }

    private List<QuantileShift> tested(List<ShiftEstimate> all, boolean forbidden) {
        List<ShiftEstimate> estimates =
                all.stream().filter(estimate -> isTested(estimate.share())).toList();
        double[] adjusted = Holm.adjusted(
                estimates.stream().mapToDouble(ShiftEstimate::pValue).toArray());
        return IntStream.range(0, estimates.size())
                .mapToObj(index -> new QuantileShift(
                        estimates.get(index), adjusted[index], !forbidden && adjusted[index] < settings.level()))
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
