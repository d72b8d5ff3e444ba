package io.belastbar.load.comparison;

import java.util.List;

/**
 * Several runs against the first.
 *
 * @param serviceTimes whether times count from the send: so when a tool that knows no other is among the runs
 */
public record RunComparison(ComparedRun baseline, List<CandidateComparison> candidates, boolean serviceTimes) {

    public RunComparison {
        candidates = List.copyOf(candidates);
    }

    /**
     * One run against the baseline.
     *
     * @param overall all requests of both runs
     * @param steps that both runs have, by endpoint and tag
     */
    public record CandidateComparison(
            ComparedRun run, StepComparison overall, List<StepComparison> steps, List<ComparisonWarning> warnings) {

        public CandidateComparison {
            steps = List.copyOf(steps);
            warnings = List.copyOf(warnings);
        }
    }
}
