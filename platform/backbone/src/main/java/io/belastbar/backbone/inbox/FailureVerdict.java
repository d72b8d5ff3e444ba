package io.belastbar.backbone.inbox;

import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.SqlState;
import java.time.Duration;

/** What becomes of an event whose handler failed. */
public sealed interface FailureVerdict {

    /** Try again after the pause; {@code attempts} is how many tries count against the event so far. */
    record Retry(Duration pause, int attempts) implements FailureVerdict {}

    /** Give up: a dead letter. */
    record DeadLetter(String reason) implements FailureVerdict {}

    /** What is known about a failure. {@code sqlState} is null where PostgreSQL did not answer with one. */
    record Failure(Throwable cause, String sqlState, boolean databaseAnswers) {

        /**
         * Whether it speaks of the moment and not of the message. PostgreSQL's own word counts before everything else:
         * data that it refuses (class 22, 23) it refuses whether or not it answers a moment later.
         */
        public boolean isPassing() {
            return sqlState == null ? !databaseAnswers : new SqlState(sqlState).isPassing();
        }
    }

    /**
     * Judges one failure.
     *
     * @param attempts earlier tries that count against the event
     * @param attemptsMax how many tries an event has
     * @param failures how many tries failed, this one included, for whatever reason
     */
    static FailureVerdict of(Failure failure, int attempts, int attemptsMax, int failures, BackOff backOff) {
        if (failure.cause() instanceof PoisonMessage poison) {
            return new DeadLetter(poison.getMessage());
        }
        if (failure.isPassing()) {
            return new Retry(backOff.afterFailure(failures), attempts);
        }
        if (attempts + 1 >= attemptsMax) {
            return new DeadLetter("failed " + attemptsMax + " times, last: " + failure.cause());
        }
        return new Retry(backOff.afterFailure(failures), attempts + 1);
    }
}
