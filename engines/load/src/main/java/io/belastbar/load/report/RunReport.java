package io.belastbar.load.report;

import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.threshold.BudgetThresholds.NotCovered;
import io.belastbar.load.verdict.RunJudgement;
import io.belastbar.load.verdict.VerdictSummary;
import io.belastbar.report.Sentence;
import java.util.List;

/**
 * All that is said about a run.
 *
 * @param notCovered promises of the system's budget that the run says nothing about
 */
public record RunReport(
        RunResult result, List<ThresholdResult> thresholds, List<NotCovered> notCovered, RunJudgement judgement) {

    public RunReport {
        thresholds = List.copyOf(thresholds);
        notCovered = List.copyOf(notCovered);
    }

    /** The verdict in one sentence, without what it is called. */
    public Sentence summary() {
        return VerdictSummary.of(judgement, thresholds, notCovered, result);
    }

    /** What the verdict leaves open, beside its reasons. */
    public List<Sentence> caveats() {
        return VerdictSummary.caveats(thresholds).stream()
                .filter(caveat -> !judgement.reasons().contains(caveat))
                .toList();
    }
}
