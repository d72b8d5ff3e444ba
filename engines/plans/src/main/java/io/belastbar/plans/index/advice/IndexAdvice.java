package io.belastbar.plans.index.advice;

import io.belastbar.plans.index.IndexCandidate;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Map;

/**
 * Which indexes a workload lacks. "None" is an answer.
 *
 * @param candidates the smallest set per table that serves every statement nearly as well as its best index
 * @param comparisons other forms that somebody may expect, only to be measured beside the candidates
 * @param notes what was seen and is no candidate, with the reason
 */
public record IndexAdvice(List<Advised> candidates, List<IndexCandidate> comparisons, List<Sentence> notes) {
    public IndexAdvice {
        candidates = List.copyOf(candidates);
        comparisons = List.copyOf(comparisons);
        notes = List.copyOf(notes);
    }

    /**
     * A candidate with its estimated effect, which only a measurement proves.
     *
     * @param blocksBefore of one call, mean over the statements that it serves, weighted by calls
     * @param blocksAfter the same with the index
     * @param costSaved of one call of each statement that it serves, by its id, in the planner's units
     */
    public record Advised(
            IndexCandidate candidate, double blocksBefore, double blocksAfter, Map<String, Double> costSaved) {
        public Advised {
            costSaved = Map.copyOf(costSaved);
        }
    }
}
