package io.belastbar.profiling.cause.sampling;

import io.belastbar.profiling.cause.attribution.CounterSample.Counted;
import io.belastbar.profiling.database.TargetSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a database has counted of the statements of an application, without their texts: they are the dear part. */
final class StatementCounts {
    private static final String COUNTS = """
            SELECT s.queryid::text AS query_id, sum(s.calls)::bigint AS calls, sum(s.total_exec_time)::float8 AS time_ms,
                   clock_timestamp() AS taken_at
            FROM pg_stat_statements(false) s
            JOIN pg_roles r ON r.oid = s.userid
            WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (r.rolname = ANY ($1::text[])
                   OR cardinality($1::text[]) = 0 AND NOT r.rolsuper AND r.rolname <> current_user)
              AND s.queryid IS NOT NULL AND s.calls > 0
            GROUP BY s.queryid
            """;

    /** @param takenAt by the database's clock */
    record Taken(Instant takenAt, Map<String, Counted> counted) {}

    private StatementCounts() {}

    /** @param roles whose statements count; empty: every role but superusers and our own */
    static Taken take(TargetSession session, List<String> roles, Instant now) {
        Map<String, Counted> counted = new HashMap<>();
        Instant takenAt = now;
        for (var row : session.rows(COUNTS, (Object) roles.toArray(String[]::new))) {
            counted.put(row.text("query_id"), new Counted(row.whole("calls"), row.number("time_ms")));
            takenAt = row.instant("taken_at");
        }
        return new Taken(takenAt, counted);
    }
}
