package io.belastbar.loadtest.execution;

import io.belastbar.load.evaluation.ThresholdEvaluation;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.verdict.GeneratorLimits;
import io.belastbar.load.verdict.RunVerdictRule;
import io.belastbar.loadtest.result.RunEnd;
import io.belastbar.loadtest.run.RunOutcome;
import io.belastbar.loadtest.run.RunShape;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Holds a measurement to its thresholds, whoever measured it. */
final class RunJudge {

    private RunJudge() {}

    static RunOutcome outcome(
            Instant finishedAt,
            RunEnd end,
            RunResult result,
            RunShape shape,
            List<Threshold> thresholds,
            Duration latenessLimit) {
        List<ThresholdResult> found = ThresholdEvaluation.of(thresholds, result);
        return new RunOutcome(
                finishedAt,
                RunVerdictRule.judge(end.ending(), result, found, new GeneratorLimits(latenessLimit)),
                shape,
                result.totals(),
                result.generator(),
                result.identity().duration(),
                found);
    }
}
