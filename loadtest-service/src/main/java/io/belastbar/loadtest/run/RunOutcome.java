package io.belastbar.loadtest.run;

import io.belastbar.loadtest.result.LoadMeasurement;
import io.belastbar.loadtest.result.RunEnd;
import io.belastbar.loadtest.result.RunJudgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How a run ended and what it measured; computed once, so that storing it may be tried again. */
public record RunOutcome(
        Instant finishedAt, RunJudgement judgement, double latenessP99Ms, List<EndpointReport> endpoints) {

    public RunOutcome {
        endpoints = List.copyOf(endpoints);
    }

    public static RunOutcome of(
            Instant finishedAt, RunEnd end, LoadMeasurement measured, Duration planned, Duration latenessLimit) {
        long loadEnd = Math.min(measured.endNanos(), measured.startNanos() + planned.toNanos());
        return new RunOutcome(
                finishedAt,
                RunJudgement.of(end, measured, latenessLimit),
                measured.latenessP99Millis(),
                measured.endpoints().stream()
                        .map(endpoint -> EndpointReport.of(endpoint, loadEnd))
                        .toList());
    }

    /** For a run that measured nothing, or whose measurement is gone. */
    public static RunOutcome without(Instant finishedAt, RunJudgement judgement) {
        return new RunOutcome(finishedAt, judgement, 0, List.of());
    }
}
