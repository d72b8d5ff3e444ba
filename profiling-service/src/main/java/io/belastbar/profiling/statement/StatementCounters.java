package io.belastbar.profiling.statement;

import java.time.Instant;

/**
 * One row of pg_stat_statements: what a statement has cost since counting began.
 *
 * @param role the database role that ran it
 * @param query normalised text, with {@code $n} for constants; null where only the counters are kept
 * @param totalTimeMs sum over all calls
 * @param maxTimeMs slowest call since counting began
 * @param blocksHit blocks of tables and indexes that were found in shared buffers
 * @param blocksRead blocks that were not
 * @param since when counting began for this statement; null where the database does not know (before PostgreSQL 17)
 */
public record StatementCounters(
        String queryId,
        String role,
        boolean topLevel,
        String query,
        long calls,
        double totalTimeMs,
        double maxTimeMs,
        long rows,
        long blocksHit,
        long blocksRead,
        Instant since) {

    /** What makes two rows of two snapshots the same statement. */
    record Key(String queryId, String role, boolean topLevel) {}

    Key key() {
        return new Key(queryId, role, topLevel);
    }

    StatementCounters withoutQuery() {
        return new StatementCounters(
                queryId, role, topLevel, null, calls, totalTimeMs, maxTimeMs, rows, blocksHit, blocksRead, since);
    }
}
