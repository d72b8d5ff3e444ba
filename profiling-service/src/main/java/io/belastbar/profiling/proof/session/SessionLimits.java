package io.belastbar.profiling.proof.session;

import java.time.Duration;

/**
 * How long a session waits for what.
 *
 * @param statement what one statement may take in the database
 * @param lock what it may wait for a lock
 * @param silence how long the database may say nothing at all; longer than {@code statement}
 * @param readOnly whether it may only read
 */
public record SessionLimits(Duration connect, Duration statement, Duration lock, Duration silence, boolean readOnly) {

    /** What is read from a target: short waits for locks, because others queue behind us. */
    public static SessionLimits reading(Duration connect, Duration statement) {
        return new SessionLimits(connect, statement, Duration.ofSeconds(2), statement.plus(connect), true);
    }

    /** What is done in a database of our own. */
    public static SessionLimits working(Duration connect, Duration statement) {
        return new SessionLimits(connect, statement, Duration.ofSeconds(10), statement.plus(connect), false);
    }
}
