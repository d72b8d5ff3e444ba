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
 * Connections that opened a transaction and have done nothing in it for more than {@value #IDLE_SECONDS} s: they keep their
 * locks, and vacuum from removing dead rows.
 */
public final class IdleTransactions implements DatabaseCheck {
    static final double IDLE_SECONDS = 30;

    private static final double LONG_SECONDS = 300;

    private static final String IDLE = """
            SELECT pid::bigint AS pid, usename::text AS role, application_name AS application, state,
                   extract(epoch FROM clock_timestamp() - state_change)::float8 AS idle_seconds,
                   extract(epoch FROM clock_timestamp() - xact_start)::float8 AS transaction_seconds,
                   left(query, 500) AS last_query
            FROM pg_stat_activity
            WHERE state IN ('idle in transaction', 'idle in transaction (aborted)') AND datname = current_database()
              AND clock_timestamp() - state_change > $1 * interval '1 second'
            ORDER BY state_change
            """;

    @Override
    public String name() {
        return "idle-in-transaction";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        List<TargetRow> idle = session.rows(IDLE, IDLE_SECONDS);
        StatisticsRight right = StatisticsRight.of(session);
        return new CheckReport(
                name(),
                summary(idle.size(), right),
                right.missing("the sessions of other roles"),
                idle.stream().map(TargetRow::values).toList(),
                idle.isEmpty() ? List.of() : List.of(diagnosis(idle)));
    }

    private static String summary(int idle, StatisticsRight right) {
        if (idle == 0) {
            return right.given()
                    ? "No transaction is left open for more than 30 s"
                    : "Whether other roles leave transactions open cannot be seen";
        }
        return idle == 1
                ? "1 transaction is left open for more than 30 s"
                : idle + " transactions are left open for more than 30 s";
    }

    private static Diagnosis diagnosis(List<TargetRow> idle) {
        TargetRow oldest = idle.getFirst();
        String seconds = String.format(Locale.ROOT, "%.0f s", oldest.number("idle_seconds"));
        return new Diagnosis(
                "idle-in-transaction",
                oldest.number("idle_seconds") >= LONG_SECONDS ? Severity.HIGH : Severity.MEDIUM,
                oldest.text("role"),
                List.of(),
                "A transaction has been left open for " + seconds,
                idle.size() + " connections opened a transaction and do nothing in it; the oldest, of "
                        + oldest.text("role") + " (" + oldest.text("application")
                        + "). They keep their locks, and vacuum from removing rows that died since.",
                List.of(
                        "End the transaction before waiting for anything else: another service, a user, a queue",
                        "ALTER ROLE " + quoted(oldest.text("role"))
                                + " SET idle_in_transaction_session_timeout = '60s';"),
                Map.of(
                        "pid",
                        "" + oldest.whole("pid"),
                        "lastQuery",
                        "" + oldest.text("last_query"),
                        "observed",
                        seconds));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
