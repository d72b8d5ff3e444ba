package io.belastbar.loadtest.run;

import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.CellKey;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.verdict.RunJudgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a run ended and what it measured; computed once, so that storing it may be tried again.
 *
 * @param shape null for a run that has none stored and measured nothing
 * @param offeredFor how long load was offered
 */
public record RunOutcome(
        Instant finishedAt,
        RunJudgement judgement,
        RunShape shape,
        Map<CellKey, Cell> totals,
        GeneratorReport generator,
        Duration offeredFor,
        List<ThresholdResult> thresholds) {

    public RunOutcome {
        totals = Map.copyOf(totals);
        thresholds = List.copyOf(thresholds);
    }

    /** For a run that measured nothing, or whose measurement is gone. */
    public static RunOutcome without(Instant finishedAt, RunJudgement judgement) {
        return new RunOutcome(finishedAt, judgement, null, Map.of(), GeneratorReport.UNKNOWN, Duration.ZERO, List.of());
    }

    public List<EndpointReport> endpoints() {
        return shape == null || totals.isEmpty() ? List.of() : EndpointReport.of(shape.steps(), totals, offeredFor);
    }

    public double latenessP99Ms() {
        return generator.latenessP99Ms();
    }
}
