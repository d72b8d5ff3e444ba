package io.belastbar.loadtest.run;

import io.belastbar.loadtest.result.RunJudgement;
import java.time.Instant;

/**
 * Where a run stands. A run goes from QUEUED over RUNNING to FINISHED; from QUEUED it may end without having run. What
 * has finished never changes.
 */
public sealed interface RunState {

    record Queued() implements RunState {

        public Running start(Instant at) {
            return new Running(at);
        }

        public Finished end(Instant at, RunJudgement judgement) {
            return new Finished(null, at, judgement);
        }
    }

    record Running(Instant startedAt) implements RunState {

        public Finished end(Instant at, RunJudgement judgement) {
            return new Finished(startedAt, at, judgement);
        }
    }

    /** {@code startedAt} is null for a run that never sent anything. */
    record Finished(Instant startedAt, Instant finishedAt, RunJudgement judgement) implements RunState {}

    /** As stored and shown. */
    default String label() {
        return switch (this) {
            case Queued() -> "QUEUED";
            case Running r -> "RUNNING";
            case Finished f -> "FINISHED";
        };
    }
}
