package io.belastbar.profiling.cost;

import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.StatisticsRight;
import io.belastbar.profiling.database.StatementView;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the statements of a database cost since counting began.
 *
 * @param statements of the application, each once per role; texts are cut to 500 characters
 * @param missing what could not be seen
 * @param hidden whether there are statements whose text the login may not read; they are not among them
 */
record StatementCosts(List<Cost> statements, List<String> missing, boolean hidden) {
    /**
     * One statement.
     *
     * @param ioMs reading and writing blocks; 0 where track_io_timing is off
     * @param walBytes written ahead
     */
    record Cost(
            String queryId,
            String role,
            boolean topLevel,
            String query,
            double calls,
            double totalMs,
            double meanMs,
            double ioMs,
            double walBytes,
            double blocksHit,
            double blocksRead) {

        static Cost of(TargetRow row) {
            return new Cost(
                    row.text("query_id"),
                    row.text("role"),
                    row.truth("toplevel"),
                    row.text("query"),
                    row.number("calls"),
                    row.number("total_ms"),
                    row.number("mean_ms"),
                    row.number("io_ms"),
                    row.number("wal_bytes"),
                    row.number("hit"),
                    row.number("read"));
        }

        /** Share of blocks that were found in shared buffers, 0 to 1; 1 for a statement that touches none. */
        double hitRatio() {
            return blocksHit + blocksRead == 0 ? 1 : blocksHit / (blocksHit + blocksRead);
        }
    }

    static StatementCosts read(TargetSession session, CheckedDatabase database) {
        Optional<StatementView> found = StatementView.of(session);
        if (found.isEmpty()) {
            return new StatementCosts(List.of(), List.of(StatementView.ABSENT), false);
        }
        StatementView view = found.get();
        List<String> missing = new ArrayList<>();
        boolean hidden = view.hidden(session) > 0;
        if (hidden) {
            missing.addAll(StatisticsRight.of(session).missing(StatementView.HIDDEN));
        }
        if (!timesIo(session)) {
            missing.add("times of I/O: track_io_timing = on (no restart; pg_test_timing says what it costs)");
        }
        List<Cost> costs = session
                .rows(
                        sql(view),
                        database.target().observed().statementsOf().toArray(String[]::new),
                        database.target().observed().planAs().orElse(""))
                .stream()
                .map(Cost::of)
                .toList();
        return new StatementCosts(costs, missing, hidden);
    }

    /** What a check says of the statements, which is no more than of those that it could read. */
    String summary(String ofThese) {
        if (missing.contains(StatementView.ABSENT)) {
            return "Not checked";
        }
        return hidden ? ofThese + ", among those that can be read" : ofThese;
    }

    private static boolean timesIo(TargetSession session) {
        return session.rows("SELECT current_setting('track_io_timing') = 'on' AS timed")
                .getFirst()
                .truth("timed");
    }

    /** What only sets the session or ends a transaction is no work of the application. */
    private static String sql(StatementView view) {
        return """
                SELECT s.queryid::text AS query_id, r.rolname::text AS role, %s AS toplevel,
                       left(s.query, 500) AS query, s.calls::float8 AS calls, s.total_exec_time AS total_ms,
                       s.mean_exec_time AS mean_ms, %s AS io_ms, s.wal_bytes::float8 AS wal_bytes,
                       s.shared_blks_hit::float8 AS hit, s.shared_blks_read::float8 AS read
                FROM %s s
                JOIN pg_roles r ON r.oid = s.userid
                JOIN pg_database d ON d.oid = s.dbid
                WHERE d.datname = current_database() AND s.calls > 0 AND s.queryid IS NOT NULL
                  AND (r.rolname = ANY ($1::text[])
                       OR cardinality($1::text[]) = 0 AND NOT r.rolsuper AND r.rolname NOT IN (current_user, $2::text))
                  AND s.query <> '<insufficient privilege>' AND %s AND (%s OR %s)
                  AND s.query !~* '^\\s*(set|reset|show|begin|start|commit|rollback|savepoint|release|discard|deallocate|fetch|close|listen|unlisten|explain|analyze|vacuum)\\M'
                ORDER BY s.total_exec_time DESC
                """.formatted(
                        view.column("toplevel", "true"),
                        view.ioTime(),
                        view.name(),
                        StatementView.NOT_OURS,
                        view.column("toplevel", "true"),
                        StatementView.NOT_OF_FOREIGN_KEYS);
    }
}
