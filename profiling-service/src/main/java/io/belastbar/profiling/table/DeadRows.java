package io.belastbar.profiling.table;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tables that need VACUUM: more than {@value #DEAD_MIN} dead rows, which are more than {@value #SHARE_MIN} of the live ones
 * (requirements 4), and that autovacuum will not clean soon either: at least twice its own threshold, or it is off for the
 * table. What has just died under load and is about to be vacuumed is no fault.
 */
public final class DeadRows implements DatabaseCheck {
    static final long DEAD_MIN = 1_000;
    static final double SHARE_MIN = 0.1;

    /** How far beyond autovacuum's threshold. */
    static final double OVERDUE = 2;

    private static final String TABLES = """
            SELECT s.schemaname::text AS schema, s.relname::text AS name, s.n_live_tup AS live, s.n_dead_tup AS dead,
                   s.last_vacuum, s.last_autovacuum, s.last_analyze, s.last_autoanalyze,
                   extract(epoch FROM clock_timestamp() - greatest(s.last_vacuum, s.last_autovacuum))::float8
                   AS vacuum_age_seconds,
                   extract(epoch FROM clock_timestamp() - greatest(s.last_analyze, s.last_autoanalyze))::float8
                   AS analyze_age_seconds,
                   pg_table_size(s.relid) AS bytes,
                   coalesce((SELECT option_value::bool FROM pg_options_to_table(c.reloptions)
                             WHERE option_name = 'autovacuum_enabled'), true)
                   AND current_setting('autovacuum')::bool AS autovacuum,
                   coalesce((SELECT option_value::float8 FROM pg_options_to_table(c.reloptions)
                             WHERE option_name = 'autovacuum_vacuum_threshold'),
                            current_setting('autovacuum_vacuum_threshold')::float8)
                   + coalesce((SELECT option_value::float8 FROM pg_options_to_table(c.reloptions)
                               WHERE option_name = 'autovacuum_vacuum_scale_factor'),
                              current_setting('autovacuum_vacuum_scale_factor')::float8) * greatest(c.reltuples, 0)
                   AS threshold
            FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
            WHERE c.relkind = 'r' AND c.relpersistence <> 't'
            ORDER BY s.n_dead_tup DESC, s.schemaname, s.relname
            """;

    @Override
    public String name() {
        return "dead-rows";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        List<TargetRow> tables = session.rows(TABLES);
        List<TargetRow> needy = tables.stream().filter(DeadRows::needsVacuum).toList();
        return new CheckReport(
                name(),
                needy.isEmpty()
                        ? "No table needs VACUUM"
                        : needy.size() + (needy.size() == 1 ? " table needs VACUUM" : " tables need VACUUM"),
                List.of(),
                tables.stream().map(DeadRows::row).toList(),
                needy.stream()
                        .filter(table ->
                                !table.truth("autovacuum") || table.whole("dead") > OVERDUE * table.number("threshold"))
                        .map(DeadRows::diagnosis)
                        .toList());
    }

    private static boolean needsVacuum(TargetRow table) {
        return table.whole("dead") > DEAD_MIN && table.whole("dead") > SHARE_MIN * Math.max(1, table.whole("live"));
    }

    private static Map<String, Object> row(TargetRow table) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("table", table.text("schema") + "." + table.text("name"));
        row.put("live_rows", table.whole("live"));
        row.put("dead_rows", table.whole("dead"));
        row.put("needs_vacuum", needsVacuum(table));
        row.put("last_vacuum", newest(table.text("last_vacuum"), table.text("last_autovacuum")));
        row.put("last_analyze", newest(table.text("last_analyze"), table.text("last_autoanalyze")));
        row.put("bytes", table.whole("bytes"));
        row.put("autovacuum", table.truth("autovacuum"));
        return row;
    }

    /** ISO 8601 in UTC sorts as text; null for never. */
    private static String newest(String byHand, String automatic) {
        if (byHand == null || automatic == null) {
            return byHand == null ? automatic : byHand;
        }
        return byHand.compareTo(automatic) > 0 ? byHand : automatic;
    }

    private static Diagnosis diagnosis(TargetRow table) {
        String name = table.text("schema") + "." + table.text("name");
        String share = String.format(
                Locale.ROOT,
                "%.0f %%",
                100.0 * table.whole("dead") / Math.max(1, table.whole("live") + table.whole("dead")));
        String quoted = quoted(table.text("schema")) + "." + quoted(table.text("name"));
        boolean automatic = table.truth("autovacuum");
        return new Diagnosis(
                "dead-rows",
                automatic ? Severity.MEDIUM : Severity.HIGH,
                name,
                List.of(),
                share + " of the rows of " + name + " are dead",
                table.whole("dead") + " dead and " + table.whole("live") + " live rows. "
                        + (automatic
                                ? "Autovacuum does not keep up: its threshold is "
                                        + String.format(Locale.ROOT, "%.0f.", table.number("threshold"))
                                : "Autovacuum is off for it."),
                List.of(
                        "VACUUM (ANALYZE) " + quoted + ";",
                        automatic
                                ? "ALTER TABLE " + quoted
                                        + " SET (autovacuum_vacuum_scale_factor = 0.02); -- and look for"
                                        + " transactions that were left open: they keep dead rows"
                                : "ALTER TABLE " + quoted + " RESET (autovacuum_enabled);"),
                Map.of("deadRows", "" + table.whole("dead"), "liveRows", "" + table.whole("live"), "observed", share));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
