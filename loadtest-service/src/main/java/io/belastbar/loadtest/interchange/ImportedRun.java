package io.belastbar.loadtest.interchange;

import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.SecondCodec;
import io.belastbar.load.result.SecondSeries.SecondVisitor;
import io.belastbar.load.verdict.GeneratorLimits;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.loadtest.run.RunOutcome;
import io.belastbar.loadtest.run.RunShape;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRun.RunTerms;
import io.belastbar.loadtest.run.Unstored;
import io.belastbar.loadtest.series.EncodedSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What another load tester measured, as a run of ours that has ended. No thresholds were watched, and nothing is known
 * of how punctual its generator was: it is INVALID only if no request finished.
 */
public record ImportedRun(TestRun run, RunOutcome outcome, Unstored measured) {

    /** {@code now} is when it was imported: lists show it there, whenever it took place. */
    public static ImportedRun of(RunResult result, String importedBy, Instant now) {
        List<EncodedSecond> seconds = new ArrayList<>();
        int users = 0;
        for (byte[] second : result.seconds().encoded()) {
            SecondVisitor.Head head = SecondCodec.head(second);
            seconds.add(new EncodedSecond(head.second(), second));
            users = Math.max(users, head.users());
        }
        Duration duration = result.identity().duration();
        Instant startedAt = result.identity().startedAt();
        TestRun run = new TestRun(
                UUID.fromString(result.identity().runId()),
                result.identity().system(),
                result.identity().scenario(),
                TestRun.IMPORTED,
                result.identity().target(),
                new RunState.Running(startedAt),
                new RunTerms(true, false, Map.of(), null),
                now,
                importedBy,
                duration.toMillis(),
                users,
                null,
                null);
        RunOutcome outcome = RunOutcome.judged(
                startedAt.plus(duration),
                new RunEnding.Completed(),
                result,
                new RunShape(result.steps(), result.tenants(), result.provenance(), null, List.of()),
                List.of(),
                GeneratorLimits.DEFAULT);
        return new ImportedRun(run, outcome, new Unstored(List.of(), seconds, List.of()));
    }
}
