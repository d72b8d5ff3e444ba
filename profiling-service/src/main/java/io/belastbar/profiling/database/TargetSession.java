package io.belastbar.profiling.database;

import java.util.List;
import java.util.function.Supplier;

/**
 * A connection to a target database that only asks: read only, each statement under a time limit. It blocks; for virtual
 * threads.
 */
public interface TargetSession {
    /** The server's version as {@code server_version_num}: 160011 for 16.11. */
    int version();

    /**
     * Asks with bind parameters {@code $1} …
     *
     * @throws QueryRefused when the database refuses the statement; the session goes on
     * @throws TargetUnavailable when the database does not answer
     */
    List<TargetRow> rows(String sql, Object... parameters);

    /**
     * Does the work inside {@code BEGIN READ ONLY … ROLLBACK}, so that {@code SET LOCAL}, {@code set_config(…, true)} and
     * {@code SET LOCAL ROLE} end with it, also when it fails.
     */
    <T> T inTransaction(Supplier<T> work);
}
