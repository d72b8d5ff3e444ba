package io.belastbar.load.comparison;

import java.util.List;

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
