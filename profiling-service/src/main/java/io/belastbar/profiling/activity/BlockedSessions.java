package io.belastbar.profiling.activity;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.check.StatisticsRight;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who waits for whose lock, down to the session that waits for nobody. A finding is a wait of more than {@value #WAIT_SECONDS}
 * s: shorter ones are what locks are for.
 */
public final class BlockedSessions implements DatabaseCheck {
    static final double WAIT_SECONDS = 5;

    private static final double LONG_SECONDS = 60;

    /** A deadlock is a circle: a path never comes to the same session twice. */
    private static final String TREES = """
            WITH RECURSIVE waits AS MATERIALIZED (
                SELECT a.pid, b.blocker FROM pg_stat_activity a, unnest(pg_blocking_pids(a.pid)) AS b (blocker)
                WHERE a.datname = current_database() AND a.wait_event_type = 'Lock'),
            tree AS (
                SELECT DISTINCT w.blocker AS root, w.blocker AS pid, ARRAY[w.blocker] AS path
                FROM waits w WHERE w.blocker NOT IN (SELECT pid FROM waits)
                UNION ALL
                SELECT t.root, w.pid, t.path || w.pid FROM tree t JOIN waits w ON w.blocker = t.pid
                WHERE w.pid <> ALL (t.path) AND cardinality(t.path) < 20)
            SELECT t.root::bigint AS root_pid, t.pid::bigint AS pid, (cardinality(t.path) - 1)::bigint AS depth,
                   a.usename::text AS role, a.application_name AS application, a.state,
                   CASE WHEN t.root <> t.pid THEN extract(epoch FROM clock_timestamp() - a.query_start)::float8 END
                   AS waits_seconds,
                   extract(epoch FROM clock_timestamp() - a.xact_start)::float8 AS transaction_seconds,
                   left(a.query, 500) AS query
            FROM tree t LEFT JOIN pg_stat_activity a ON a.pid = t.pid
            ORDER BY t.root, t.path LIMIT 500
            """;

    @Override
    public String name() {
        return "blocked-sessions";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        List<TargetRow> tree = session.rows(TREES);
        List<TargetRow> roots =
                tree.stream().filter(row -> row.whole("depth") == 0).toList();
        long waiting = tree.stream().map(row -> row.whole("pid")).distinct().count() - roots.size();
        StatisticsRight right = StatisticsRight.of(session);
        return new CheckReport(
                name(),
                summary(waiting, right),
                right.missing("the sessions of other roles"),
                tree.stream().map(TargetRow::values).toList(),
                roots.stream()
                        .filter(root -> longestWait(tree, root) > WAIT_SECONDS)
                        .map(root -> diagnosis(tree, root))
                        .toList());
    }

    private static String summary(long waiting, StatisticsRight right) {
        if (waiting == 0) {
            return right.given()
                    ? "No session waits for another's lock"
                    : "Whether sessions of other roles wait for locks cannot be seen";
        }
        return waiting == 1 ? "1 session waits for another's lock" : waiting + " sessions wait for others' locks";
    }

    private static double longestWait(List<TargetRow> tree, TargetRow root) {
        return tree.stream()
                .filter(row -> row.whole("root_pid") == root.whole("root_pid"))
                .mapToDouble(row -> row.number("waits_seconds"))
                .max()
                .orElse(0);
    }

    private static Diagnosis diagnosis(List<TargetRow> tree, TargetRow root) {
        double wait = longestWait(tree, root);
        long waiting = tree.stream()
                        .filter(row -> row.whole("root_pid") == root.whole("root_pid"))
                        .map(row -> row.whole("pid"))
                        .distinct()
                        .count()
                - 1;
        String role = root.text("role") == null ? "a session that is gone" : root.text("role");
        return new Diagnosis(
                "blocked-sessions",
                wait > LONG_SECONDS ? Severity.HIGH : Severity.MEDIUM,
                role,
                List.of(),
                String.format(
                        Locale.ROOT, "%d sessions wait for a lock of %s, the longest for %.0f s", waiting, role, wait),
                "The session that all of them wait for is " + root.text("state") + "; its statement: "
                        + root.text("query"),
                List.of(
                        "Let the transaction that holds the lock end sooner: its statement stands in the evidence",
                        "SELECT pg_cancel_backend(" + root.whole("pid")
                                + "); -- or pg_terminate_backend, if it is idle"),
                Map.of(
                        "rootPid", "" + root.whole("pid"),
                        "rootQuery", "" + root.text("query"),
                        "observed", String.format(Locale.ROOT, "%.0f s", wait)));
    }
}
