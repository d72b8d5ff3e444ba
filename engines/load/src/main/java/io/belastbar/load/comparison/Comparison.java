package io.belastbar.load.comparison;

import java.util.List;

/**
 * Several runs against the first.
 *
 * @param serviceTimes whether times count from the send: so when a tool that knows no other is among the runs
 */
public record Comparison(ComparedRun baseline, List<CandidateComparison> candidates, boolean serviceTimes) {

    public Comparison {
        candidates = List.copyOf(candidates);
    }
}
