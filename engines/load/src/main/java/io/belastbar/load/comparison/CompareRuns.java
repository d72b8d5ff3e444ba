package io.belastbar.load.comparison;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.comparison.ComparisonWarning.Kind;
import io.belastbar.load.comparison.RunComparison.CandidateComparison;
import io.belastbar.load.comparison.counts.SecondCounts;
import io.belastbar.load.comparison.counts.StepKey;
import io.belastbar.load.comparison.trust.EarlierRuns;
import io.belastbar.load.comparison.trust.MeasuredBy;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.StepInfo;
import io.belastbar.report.ReportLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Compares runs with the first of them, over all requests and step by step: shifts of quantiles with bootstrap
 * intervals, throughput, errors, and what stands in the way. The same random numbers give the same result.
 */
public final class CompareRuns {

    private static final int RUNS_MAX = 10;
    // With fewer, simulated intervals of 95 % held the truth in fewer than 92 of 100 pairs.
    private static final int PIECES_MIN = 10;

    private final ComparisonSettings settings;
    private final RandomGenerator random;
    private final boolean serviceTimes;
    private final EarlierRuns earlier;

    private CompareRuns(
            ComparisonSettings settings, RandomGenerator random, boolean serviceTimes, EarlierRuns earlier) {
        this.settings = settings;
        this.random = random;
        this.serviceTimes = serviceTimes;
        this.earlier = earlier;
    }

    /**
     * Without earlier runs.
     *
     * @param runs two to ten; the first is the baseline
     * @throws InvalidInput for fewer or more runs, or one without requests
     */
    public static RunComparison compare(List<ComparedRun> runs, ComparisonSettings settings, RandomGenerator random) {
        return compare(runs, List.of(), settings, random);
    }

    /**
     * @param runs two to ten; the first is the baseline
     * @param earlier runs of the same scenario, oldest first, which tell how far such runs lie apart; their seconds are
     *     not needed
     * @throws InvalidInput for fewer or more runs, or one without requests
     */
    public static RunComparison compare(
            List<ComparedRun> runs, List<RunResult> earlier, ComparisonSettings settings, RandomGenerator random) {
        if (runs.size() < 2 || runs.size() > RUNS_MAX) {
            throw InvalidInput.of("runs", "must name two to " + RUNS_MAX + " runs", "" + runs.size());
        }
        for (ComparedRun run : runs) {
            if (run.result().total().requests() == 0) {
                throw InvalidInput.of("runs", "must all have finished requests", run.name());
            }
        }
        boolean serviceTimes = !runs.stream().allMatch(run -> Comparability.fromIntendedStart(run.result()));
        CompareRuns compare = new CompareRuns(settings, random, serviceTimes, EarlierRuns.of(earlier, serviceTimes));
        MeasuredRun baseline = MeasuredRun.of(runs.getFirst(), serviceTimes);
        List<CandidateComparison> candidates = runs.stream()
                .skip(1)
                .map(run -> compare.candidate(baseline, MeasuredRun.of(run, serviceTimes)))
                .toList();
        return new RunComparison(baseline.run(), candidates, serviceTimes);
    }

    private CandidateComparison candidate(MeasuredRun baseline, MeasuredRun other) {
        List<ComparisonWarning> warnings =
                new ArrayList<>(Comparability.warnings(baseline.run(), other.run(), serviceTimes));
        double unit = unitMicros(baseline, other);
        warnings.addAll(baseline.warnings());
        warnings.addAll(other.warnings());
        CompareStep compare = new CompareStep(settings, random);
        CompareStep.Pair pair = new CompareStep.Pair(
                share -> baseline.knows(share) && other.knows(share),
                baseline.seconds(),
                other.seconds(),
                new CompareStep.Evidence(new MeasuredBy(baseline.lateness(), other.lateness(), unit), earlier),
                warnings.stream().anyMatch(ComparisonWarning::forbids));
        StepComparison overall = compare.compare(
                null, baseline.counts().overall(), other.counts().overall(), pair);
        List<StepComparison> steps = new ArrayList<>();
        for (StepInfo step : baseline.run().result().steps()) {
            SecondCounts counts = other.counts().steps().get(StepKey.of(step));
            if (counts != null) {
                steps.add(compare.compare(step, baseline.counts().steps().get(StepKey.of(step)), counts, pair));
            }
        }
        wandering(baseline.run(), overall.method().blocks().baselineSeconds(), warnings);
        wandering(other.run(), overall.method().blocks().otherSeconds(), warnings);
        errors(other.run(), overall, pair, warnings);
        return new CandidateComparison(other.run(), overall, steps, warnings);
    }

    /** One tool rounds both runs alike; two tools round each in their own way. */
    private static double unitMicros(MeasuredRun baseline, MeasuredRun other) {
        boolean sameTool = baseline.run()
                .result()
                .provenance()
                .engine()
                .equals(other.run().result().provenance().engine());
        return sameTool
                ? Math.max(baseline.unitMicros(), other.unitMicros())
                : baseline.unitMicros() + other.unitMicros();
    }

    private static void errors(
            ComparedRun run, StepComparison overall, CompareStep.Pair pair, List<ComparisonWarning> warnings) {
        if (overall.errorRate().shown() && !pair.forbidden()) {
            warnings.add(new ComparisonWarning(
                    Kind.MORE_ERRORS,
                    run.name(),
                    Percent.rate(overall.errorRate().baseline(), ReportLanguage.ENGLISH),
                    Percent.rate(overall.errorRate().other(), ReportLanguage.ENGLISH)));
        }
    }

    private static void wandering(ComparedRun run, int blockSeconds, List<ComparisonWarning> warnings) {
        if (blockSeconds > 0 && run.result().seconds().size() < PIECES_MIN * blockSeconds) {
            long pieces = Math.round((double) run.result().seconds().size() / blockSeconds);
            warnings.add(new ComparisonWarning(Kind.TOO_SHORT_FOR_ITS_WANDERING, run.name(), "", "" + pieces));
        }
    }

    /**
     * How to compare.
     *
     * @param resamples of the bootstrap; from 100 to 100,000
     * @param level below which a corrected p-value counts as shown
     * @param relevant the smallest relative change that matters: 0.02 is 2 %; from 0 to below 1
     */
    public record ComparisonSettings(int resamples, double level, double relevant) {

        public static final ComparisonSettings DEFAULT = new ComparisonSettings(2_000, 0.05, 0.02);

        public ComparisonSettings {
            if (resamples < 100 || resamples > 100_000) {
                throw new IllegalArgumentException("resamples should be from 100 to 100000: was " + resamples);
            }
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("level should be between 0 and 1: was " + level);
            }
            if (!(relevant >= 0 && relevant < 1)) {
                throw new IllegalArgumentException("relevant should be from 0 to below 1: was " + relevant);
            }
        }

        public ComparisonSettings(int resamples, double level) {
            this(resamples, level, DEFAULT.relevant());
        }

        /** The same, where smaller changes matter or only larger ones do. */
        public ComparisonSettings mattersFrom(double smallest) {
            return new ComparisonSettings(resamples, level, smallest);
        }
    }
}
