package io.belastbar.profiling.metric;

import io.belastbar.profiling.database.StatementView;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a database counts: three short statements, of catalogue and counters alone. */
final class ReadDatabase {
    private static final String DATABASE = """
            SELECT clock_timestamp() AS taken_at, d.stats_reset, d.numbackends::float8 AS backends,
                   (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::float8 AS connections,
                   current_setting('max_connections')::float8 AS max_connections,
                   (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
                    AND pid <> pg_backend_pid())::float8 AS active,
                   (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle')::float8
                   AS idle,
                   pg_database_size(d.datid)::float8 AS bytes, d.xact_commit + d.xact_rollback AS transactions,
                   d.xact_rollback AS rollbacks, d.blks_hit AS blocks_hit, d.blks_read AS blocks_read,
                   d.tup_inserted AS inserts, d.tup_updated AS updates, d.tup_deleted AS deletes, d.deadlocks,
                   d.temp_files AS temporary_files,
                   (SELECT coalesce(sum(n_dead_tup), 0) FROM pg_stat_user_tables)::float8 AS dead_rows
            FROM pg_stat_database d WHERE d.datname = current_database()
            """;

    private static final String TABLES = """
            SELECT n.nspname || '.' || c.relname AS name, pg_total_relation_size(c.oid)::float8 AS bytes
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't'
              AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            ORDER BY c.relpages DESC, c.oid LIMIT 20
            """;

    /** The costliest statements, for the gauges. */
    record TopStatement(double totalMs, double meanMs, double calls) {}

    /**
     * What the gauges tell of statements.
     *
     * @param callsByMean how many calls there were of statements whose mean time is at most so many seconds, by the bound; single
     *     executions are not kept by PostgreSQL
     */
    record Statements(List<TopStatement> top, Map<String, Double> callsByMean) {
        static final Statements NONE = new Statements(List.of(), Map.of());
    }

    /** What was read. */
    record Answer(DatabaseReading reading, Statements statements) {}

    private ReadDatabase() {}

    static Answer read(TargetSession session) {
        long asked = System.nanoTime();
        TargetRow row = session.rows(DATABASE).getFirst();
        double answeredMs = (System.nanoTime() - asked) / 1e6;
        Map<String, Double> counters = new HashMap<>();
        counters.put("transactions", row.number("transactions"));
        counters.put("rollbacks", row.number("rollbacks"));
        counters.put("blocksHit", row.number("blocks_hit"));
        counters.put("blocksRead", row.number("blocks_read"));
        counters.put("inserts", row.number("inserts"));
        counters.put("updates", row.number("updates"));
        counters.put("deletes", row.number("deletes"));
        counters.put("deadlocks", row.number("deadlocks"));
        counters.put("temporaryFiles", row.number("temporary_files"));
        Map<String, Double> states = new HashMap<>();
        state(states, DatabaseMetric.RESPONSE_TIME, answeredMs);
        state(states, DatabaseMetric.CONNECTIONS_ACTIVE, row.number("backends"));
        state(
                states,
                DatabaseMetric.CONNECTIONS_UTILIZATION,
                100 * row.number("connections") / Math.max(1, row.number("max_connections")));
        state(states, DatabaseMetric.ACTIVE_CONNECTIONS, row.number("active"));
        state(states, DatabaseMetric.IDLE_CONNECTIONS, row.number("idle"));
        state(states, DatabaseMetric.SIZE, row.number("bytes"));
        state(states, DatabaseMetric.DEAD_ROWS, row.number("dead_rows"));
        session.rows(TABLES)
                .forEach(table -> states.put(DatabaseMeasurements.TABLE + table.text("name"), table.number("bytes")));
        Optional<StatementView> view = StatementView.of(session);
        view.ifPresent(found -> addStatements(session, found, counters, states));
        var reading = new DatabaseReading(row.instant("taken_at"), row.instant("stats_reset"), counters, states);
        return new Answer(
                reading,
                view.map(found -> new Statements(top(session, found), callsByMean(session, found)))
                        .orElse(Statements.NONE));
    }

    private static void state(Map<String, Double> states, DatabaseMetric metric, double value) {
        states.put(metric.subject(), value);
    }

    private static void addStatements(
            TargetSession session, StatementView view, Map<String, Double> counters, Map<String, Double> states) {
        TargetRow all = session.rows(
                        """
                WITH own AS (SELECT s.* FROM %s s JOIN pg_database d ON d.oid = s.dbid
                             WHERE d.datname = current_database() AND %s AND %s),
                slowest AS (SELECT mean_exec_time FROM own WHERE mean_exec_time > 100 ORDER BY 1 DESC LIMIT 5)
                SELECT coalesce(sum(calls), 0)::float8 AS calls, coalesce(sum(total_exec_time), 0)::float8 AS total_ms,
                       count(*) FILTER (WHERE mean_exec_time > 1000)::float8 AS slow,
                       (SELECT avg(mean_exec_time) FROM slowest)::float8 AS slowest_ms
                FROM own
                """.formatted(view.name(), view.column("toplevel", "true"), StatementView.NOT_OURS))
                .getFirst();
        counters.put("calls", all.number("calls"));
        counters.put("totalTimeMs", all.number("total_ms"));
        state(states, DatabaseMetric.SLOW_QUERIES_COUNT, all.number("slow"));
        if (!all.isNull("slowest_ms")) {
            state(states, DatabaseMetric.SLOW_QUERIES_AVG_TIME, all.number("slowest_ms"));
        }
    }

    private static List<TopStatement> top(TargetSession session, StatementView view) {
        return session
                .rows("""
                        SELECT s.total_exec_time AS total_ms, s.mean_exec_time AS mean_ms, s.calls::float8 AS calls
                        FROM %s s JOIN pg_database d ON d.oid = s.dbid
                        WHERE d.datname = current_database() AND %s AND %s ORDER BY 1 DESC LIMIT 10
                        """.formatted(view.name(), view.column("toplevel", "true"), StatementView.NOT_OURS))
                .stream()
                .map(row -> new TopStatement(row.number("total_ms"), row.number("mean_ms"), row.number("calls")))
                .toList();
    }

    private static Map<String, Double> callsByMean(TargetSession session, StatementView view) {
        Map<String, Double> calls = new LinkedHashMap<>();
        session.rows("""
                        SELECT bound.name, coalesce(sum(own.calls) FILTER (WHERE own.mean_ms <= bound.ms), 0)::float8 AS calls
                        FROM (VALUES ('0.001', 1), ('0.005', 5), ('0.01', 10), ('0.05', 50), ('0.1', 100), ('0.5', 500),
                                     ('1.0', 1000), ('5.0', 5000), ('+Inf', 'infinity'::float8)) AS bound (name, ms),
                             (SELECT s.calls, s.mean_exec_time AS mean_ms FROM %s s JOIN pg_database d ON d.oid = s.dbid
                              WHERE d.datname = current_database() AND %s AND %s) AS own
                        GROUP BY bound.name, bound.ms ORDER BY bound.ms
                        """.formatted(view.name(), view.column("toplevel", "true"), StatementView.NOT_OURS))
                .forEach(row -> calls.put(row.text("name"), row.number("calls")));
        return calls;
    }
}
