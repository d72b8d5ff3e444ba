package io.belastbar.load.comparison;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.comparison.ComparisonWarning.Kind;
import io.belastbar.load.comparison.RunComparison.CandidateComparison;
import io.belastbar.load.comparison.counts.RunCounts;
import io.belastbar.load.comparison.counts.StepKey;
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

    private CompareRuns() {}

    /**
     * @param runs two to ten; the first is the baseline
     * @throws InvalidInput for fewer or more runs, or one without requests
     */
    public static RunComparison compare(List<ComparedRun> runs, ComparisonSettings settings, RandomGenerator random) {
        if (runs.size() < 2 || runs.size() > RUNS_MAX) {
            throw InvalidInput.of("runs", "must name two to " + RUNS_MAX + " runs", "" + runs.size());
        }
        for (ComparedRun run : runs) {
            if (run.result().total().requests() == 0) {
                throw InvalidInput.of("runs", "must all have finished requests", run.name());
            }
        }
        boolean serviceTimes = !runs.stream().allMatch(run -> Comparability.fromIntendedStart(run.result()));
        ComparedRun baseline = runs.get(0);
        RunCounts counts = RunCounts.of(baseline.result(), serviceTimes);
        List<CandidateComparison> candidates = new ArrayList<>();
        for (ComparedRun run : runs.subList(1, runs.size())) {
            RunCounts others = RunCounts.of(run.result(), serviceTimes);
            candidates.add(candidate(baseline, run, counts, others, serviceTimes, new CompareStep(settings, random)));
        }
        return new RunComparison(baseline, candidates, serviceTimes);
    }

    private static CandidateComparison candidate(
            ComparedRun baseline,
            ComparedRun run,
            RunCounts counts,
            RunCounts others,
            boolean serviceTimes,
            CompareStep compare) {
        List<ComparisonWarning> warnings = new ArrayList<>(Comparability.warnings(baseline, run, serviceTimes));
        CompareStep.Pair pair = new CompareStep.Pair(
                baseline.result(), run.result(), warnings.stream().anyMatch(ComparisonWarning::forbids));
        StepComparison overall = compare.compare(null, counts.overall(), others.overall(), pair);
        List<StepComparison> steps = new ArrayList<>();
        for (StepInfo step : baseline.result().steps()) {
            var other = others.steps().get(StepKey.of(step));
            if (other != null) {
                steps.add(compare.compare(step, counts.steps().get(StepKey.of(step)), other, pair));
            }
        }
        wandering(baseline, overall.method().baselineBlockSeconds(), warnings);
        wandering(run, overall.method().otherBlockSeconds(), warnings);
        if (overall.errorRate().shown() && !pair.forbidden()) {
            warnings.add(new ComparisonWarning(
                    Kind.MORE_ERRORS,
                    run.name(),
                    Percent.rate(overall.errorRate().baseline(), ReportLanguage.ENGLISH),
                    Percent.rate(overall.errorRate().other(), ReportLanguage.ENGLISH)));
        }
        return new CandidateComparison(run, overall, steps, warnings);
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
     */
    public record ComparisonSettings(int resamples, double level) {

        public static final ComparisonSettings DEFAULT = new ComparisonSettings(2_000, 0.05);

        public ComparisonSettings {
            if (resamples < 100 || resamples > 100_000) {
                throw new IllegalArgumentException("resamples should be from 100 to 100000: was " + resamples);
            }
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("level should be between 0 and 1: was " + level);
            }
        }
    }
}
