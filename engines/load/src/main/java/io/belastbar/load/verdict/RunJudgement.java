package io.belastbar.load.verdict;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.report.Sentence;
import java.util.List;

/**
 * How a run ended and why.
 *
 * @param reasons why it is not PASSED; empty otherwise
 */
public record RunJudgement(RunVerdict verdict, List<Sentence> reasons) {

    public RunJudgement {
        reasons = List.copyOf(reasons);
    }
}
