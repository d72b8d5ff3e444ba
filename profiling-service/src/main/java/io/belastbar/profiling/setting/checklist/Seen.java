package io.belastbar.profiling.setting.checklist;

import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.StatementView;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.Optional;

/** What the checklist asks of the database beside its settings. */
final class Seen {
    /** Tables on which more than a tenth changed, and neither VACUUM nor ANALYZE has looked at for a day. */
    private static final String NEGLECTED = """
            SELECT count(*) AS tables, min(schemaname || '.' || relname) AS example FROM pg_stat_user_tables
            WHERE n_live_tup + n_dead_tup >= 1000
              AND (n_mod_since_analyze > 0.1 * n_live_tup + 50
                       AND coalesce(greatest(last_analyze, last_autoanalyze), '-infinity') < now() - interval '1 day'
                   OR n_dead_tup > 0.2 * n_live_tup + 50
                       AND coalesce(greatest(last_vacuum, last_autovacuum), '-infinity') < now() - interval '1 day')
            """;

    private static final String SESSIONS = """
            SELECT count(*) AS clients, coalesce(max(extract(epoch FROM now() - state_change))
                       FILTER (WHERE state = 'idle'), 0)::float8 AS idle_seconds,
                   count(*) FILTER (WHERE state IS NULL) AS unseen,
                   coalesce(string_agg(DISTINCT application_name, ', ')
                       FILTER (WHERE application_name ~* 'pgbouncer|hikari|odyssey|pgcat|agroal'), '') AS pools,
                   coalesce((SELECT max(n) FROM (SELECT count(*) AS n FROM pg_stat_activity i
                       WHERE i.backend_type = 'client backend' AND i.pid <> pg_backend_pid()
                       GROUP BY i.usename, i.client_addr, i.application_name) g), 0) AS largest_group
            FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
            """;
    private static final String POLICIES = """
            SELECT (SELECT count(*) FROM pg_class WHERE relrowsecurity) AS tables,
                   (SELECT count(*) FROM pg_roles WHERE rolbypassrls AND NOT rolsuper) AS bypassing,
                   (SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                        JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE i.indnkeyatts > 1 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema') AS composite
            """;
    private static final String STATEMENTS = """
            SELECT count(*) FILTER (WHERE s.mean_exec_time > 100 AND s.toplevel) AS slow,
                   coalesce(max(s.calls) FILTER (WHERE NOT s.toplevel AND %s), 0) AS nested,
                   (SELECT stats_reset FROM pg_stat_statements_info) AS since,
                   coalesce(max(s.calls) FILTER (WHERE s.toplevel), 0) AS outer_calls
            FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = current_database()
            """.formatted(StatementView.NOT_OF_FOREIGN_KEYS);

    private final TargetSession session;

    Seen(TargetSession session) {
        this.session = session;
    }

    TargetRow neglected() {
        return session.rows(NEGLECTED).getFirst();
    }

    TargetRow sessions() {
        return session.rows(SESSIONS).getFirst();
    }

    TargetRow policies() {
        return session.rows(POLICIES).getFirst();
    }

    /** Empty where the extension is not there, or not loaded. */
    Optional<TargetRow> statements() {
        try {
            return Optional.of(session.rows(STATEMENTS).getFirst());
        } catch (QueryRefused notThere) {
            // It is an answer of the checklist that nobody counts.
            return Optional.empty();
        }
    }
}
