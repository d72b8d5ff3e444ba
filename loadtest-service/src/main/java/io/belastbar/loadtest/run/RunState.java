package io.belastbar.loadtest.run;

import io.belastbar.load.verdict.RunJudgement;
import java.time.Instant;

/**
 * Where a run stands: QUEUED, then RUNNING, then FINISHED; a run may finish without having run. What has finished never
 * changes.
 */
public sealed interface RunState {

    record Queued() implements RunState {}

    /** {@code startedAt}: when the run was taken; as soon as its load begins, when the first request was due. */
    record Running(Instant startedAt) implements RunState {}

    /**
     * @param startedAt null for a run that was never taken; one whose load never began has when it was
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

    /** Of a run that was taken: its load begins. */
    default RunState beginLoad(Instant firstRequestDue) {
        return switch (this) {
            case Running taken -> new Running(firstRequestDue);
            case Queued queued -> throw new IllegalStateException("a run should be taken before its load begins");
            case Finished finished -> throw new IllegalStateException("a finished run has no load");
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
