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

    /**
     * @param startedAt null for a run that never sent anything
     * @param refused it ended before its load, for a reason that its asker can mend
     */
    record Finished(Instant startedAt, Instant finishedAt, RunJudgement judgement, boolean refused)
            implements RunState {

        public Finished(Instant startedAt, Instant finishedAt, RunJudgement judgement) {
            this(startedAt, finishedAt, judgement, false);
        }
    }

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
