package io.belastbar.load.comparison;

import io.belastbar.load.comparison.CompareRuns.ComparisonSettings;
import io.belastbar.load.comparison.StepComparison.FigureChange;
import io.belastbar.load.comparison.StepComparison.Finding;
import io.belastbar.load.comparison.StepComparison.Method;
import io.belastbar.load.comparison.StepComparison.Outcome;
import io.belastbar.load.comparison.StepComparison.QuantileShift;
import io.belastbar.load.comparison.counts.SecondCounts;
import io.belastbar.load.comparison.statistics.BetweenRuns;
import io.belastbar.load.comparison.statistics.ErrorRates;
import io.belastbar.load.comparison.statistics.Interval;
import io.belastbar.load.comparison.statistics.ShiftBootstrap;
import io.belastbar.load.comparison.statistics.ShiftEstimate;
import io.belastbar.load.comparison.statistics.Unseen;
import io.belastbar.load.comparison.trust.EarlierRuns;
import io.belastbar.load.comparison.trust.MeasuredBy;
import io.belastbar.load.result.RunResult.StepInfo;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
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

    /**
     * What both runs have in common, whatever the step.
     *
     * @param known whether both runs measured a quantile, by its share
     * @param baselineSeconds that count of the baseline, for its throughput
     * @param forbidden whether a run is invalid, so that nothing may be concluded
     */
    record Pair(
            DoublePredicate known, double baselineSeconds, double otherSeconds, Evidence evidence, boolean forbidden) {}

    /** What tells how far a difference may be trusted. */
    record Evidence(MeasuredBy measured, EarlierRuns earlier) {}

    StepComparison compare(StepInfo step, SecondCounts baseline, SecondCounts other, Pair pair) {
        Counts counts = new Counts(step, baseline, other);
        double[] shares = Arrays.stream(CURVE)
                .filter(pair.known())
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
            return Math.min(baseline.timed(), other.timed());
        }

        FigureChange errors() {
            double first = ErrorRates.rate(baseline);
            double second = ErrorRates.rate(other);
            boolean empty = baseline.totalRequests() == 0 || other.totalRequests() == 0;
            Interval interval = empty ? new Interval(-1, 1) : ErrorRates.difference(baseline, other);
            return new FigureChange(first, second, second - first, interval);
        }

        boolean failsMore() {
            return errors().shown() && errors().difference() >= StepComparison.RELEVANT_ERRORS;
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
        double first = perSecond(counts.baseline(), pair.baselineSeconds());
        double second = perSecond(counts.other(), pair.otherSeconds());
        FigureChange unknown =
                new FigureChange(first, second, ratio(first, second) - 1, new Interval(-1, Double.MAX_VALUE));
        Outcome outcome = counts.failsMore() ? Outcome.FAILS_MORE : Outcome.TOO_FEW_REQUESTS;
        return counts.with(
                List.of(), List.of(), unknown, Method.NONE, pair.forbidden() ? Outcome.NOT_COMPARABLE : outcome);
    }

    private StepComparison resampled(Counts counts, double[] shares, Pair pair) {
        BetweenRuns between = pair.evidence().earlier().between(counts.step(), shares);
        ShiftBootstrap bootstrap = new ShiftBootstrap(
                counts.baseline(),
                counts.other(),
                new ShiftBootstrap.Plan(shares, DECIDE_LENGTH, settings.resamples(), true),
                new Unseen(between, pair.evidence().measured()),
                random);
        List<ShiftEstimate> shifts = bootstrap.shifts();
        JudgeShift judge = new JudgeShift(settings, pair.evidence().measured(), bootstrap.blocks(), between.runs());
        List<QuantileShift> tested = tested(bootstrap, shifts, judge, pair.forbidden());
        double first = perSecond(counts.baseline(), pair.baselineSeconds());
        double second = perSecond(counts.other(), pair.otherSeconds());
        double ratio = ratio(first, second);
        Method method = new Method(
                settings.resamples(),
                bootstrap.blocks(),
                settings.relevant(),
                tested.getFirst().estimate().support().between(),
                between.runs());
        return counts.with(
                tested,
                shifts.stream()
                        .map(estimate -> new QuantileShift(estimate, estimate.pValue(), Finding.NONE))
                        .toList(),
                new FigureChange(first, second, ratio - 1, bootstrap.throughput(ratio)),
                method,
                pair.forbidden() ? Outcome.NOT_COMPARABLE : JudgeShift.outcome(tested, counts.failsMore()));
    }

    private static List<QuantileShift> tested(
            ShiftBootstrap bootstrap, List<ShiftEstimate> all, JudgeShift judge, boolean forbidden) {
        int[] indexes = IntStream.range(0, all.size())
                .filter(index -> isTested(all.get(index).share()))
                .toArray();
        double[] adjusted = bootstrap.adjusted(indexes);
        return IntStream.range(0, indexes.length)
                .mapToObj(test -> {
                    ShiftEstimate estimate = all.get(indexes[test]);
                    Finding finding = forbidden ? Finding.NONE : judge.of(estimate, adjusted[test]);
                    return new QuantileShift(estimate, adjusted[test], finding);
                })
                .toList();
    }

    private static boolean isTested(double share) {
        return Arrays.stream(TESTED).anyMatch(tested -> tested == share);
    }

    private static double perSecond(SecondCounts counts, double seconds) {
        return seconds <= 0 ? 0 : counts.totalRequests() / seconds;
    }

    private static double ratio(double baseline, double other) {
        return baseline == 0 ? 1 : other / baseline;
    }
}
