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
 * How many connections there are and what they do. Too many are from {@value #WARNING} of those that max_connections
 * leaves to the application on; CRITICAL from {@value #CRITICAL} (requirements 2).
 */
public final class Connections implements DatabaseCheck {
    static final double WARNING = 0.80;
    static final double CRITICAL = 0.95;

    /** Of a session that the login may not see, PostgreSQL tells no backend_type, but whose it is and in which database. */
    private static final String CLIENTS = "(backend_type = 'client backend'"
            + " OR backend_type IS NULL AND usesysid IS NOT NULL AND datid IS NOT NULL)";

    private static final String STATES = """
            SELECT coalesce(datname::text, '') AS database, coalesce(state, 'unknown') AS state,
                   count(*) AS connections,
                   max(extract(epoch FROM clock_timestamp() - state_change))::float8 AS longest_seconds
            FROM pg_stat_activity WHERE %s GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
            """.formatted(CLIENTS);

    private static final String LIMITS = """
            SELECT current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint
                   AS usable,
                   (SELECT count(*) FROM pg_stat_activity WHERE %s) AS used
            """.formatted(CLIENTS);

    @Override
    public String name() {
        return "connections";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        TargetRow limits = session.rows(LIMITS).getFirst();
        double share = (double) limits.whole("used") / Math.max(1, limits.whole("usable"));
        StatisticsRight right = StatisticsRight.of(session);
        String summary = String.format(
                Locale.ROOT,
                "%d of %d connections are used%s",
                limits.whole("used"),
                limits.whole("usable"),
                right.given() ? "" : "; what those of other roles do cannot be seen");
        List<Map<String, Object>> rows =
                session.rows(STATES).stream().map(TargetRow::values).toList();
        List<Diagnosis> diagnoses = share < WARNING ? List.of() : List.of(diagnosis(limits, share));
        return new CheckReport(name(), summary, right.missing("the sessions of other roles"), rows, diagnoses);
    }

    private static Diagnosis diagnosis(TargetRow limits, double share) {
        String percent = String.format(Locale.ROOT, "%.0f %%", 100 * share);
        return new Diagnosis(
                "connections-exhausted",
                share >= CRITICAL ? Severity.CRITICAL : Severity.HIGH,
                "max_connections",
                List.of(),
                percent + " of the connections are used",
                limits.whole("used") + " of the " + limits.whole("usable")
                        + " connections that are not reserved are open. When none is left, the application is refused.",
                List.of(
                        "Close what nobody uses: smaller pools, idle_session_timeout (PostgreSQL 14 and newer)",
                        "Put a pooler such as PgBouncer in front rather than raise max_connections"),
                Map.of("metric", "utilisation", "observed", percent, "connections", "" + limits.whole("used")));
    }
}
