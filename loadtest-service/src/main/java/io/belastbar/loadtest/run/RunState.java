package io.belastbar.loadtest.run;

import io.belastbar.load.verdict.RunJudgement;
import java.time.Instant;

/**
 * Where a run stands: QUEUED, then RUNNING, then FINISHED; a run may finish without having run. What has finished never
 * changes.
 */
public sealed interface RunState {

    record Queued() implements RunState {}

    record Running(Instant startedAt) implements RunState {}

    /** {@code startedAt} is null for a run that never sent anything. */
    record Finished(Instant startedAt, Instant finishedAt, RunJudgement judgement) implements RunState {}

    default RunState start(Instant at) {
        return switch (this) {
            case Queued() -> new Running(at);
            case Running running ->
                throw new IllegalStateException("a run starts once; it started at " + running.startedAt());
            case Finished finished -> throw new IllegalStateException("a finished run does not start");
        };
    }

    /** As stored and shown. */
    default String label() {
        return switch (this) {
            case Queued() -> "QUEUED";
            case Running running -> "RUNNING";
            case Finished finished -> "FINISHED";
        };
    }
}
