package io.belastbar.profiling.table;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.QueryRefused;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tables that are much larger than their rows. First an estimate: pages that the rows of the last ANALYZE would fill, by
 * pg_stats' average widths, row headers of 24 bytes, alignment to 8 and the table's fillfactor. It errs by tens of percent,
 * so it accuses nobody: a table is a finding only when pgstattuple_approx, asked of the {@value #MEASURED_MAX} worst,
 * measures at least {@value #FREE_MIN} of it free, and {@value #BYTES_MIN} bytes.
 */
public final class Bloat implements DatabaseCheck {
    static final double FREE_MIN = 0.5;
    static final long BYTES_MIN = 100L << 20;
    static final int MEASURED_MAX = 5;

    private static final double SUSPECT = 0.3;
    private static final long SUSPECT_BYTES = 10L << 20;

    private static final String ESTIMATE = """
            SELECT c.oid::bigint AS oid, n.nspname::text AS schema, c.relname::text AS name,
                   pg_relation_size(c.oid) AS bytes, w.columns AS known_columns,
                   (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
                   AS columns,
                   c.reltuples * (28 + ceil(w.width / 8.0) * 8) * 1.003
                   / (coalesce((SELECT option_value::float8 FROM pg_options_to_table(c.reloptions)
                                WHERE option_name = 'fillfactor'), 100) / 100) AS needed
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN LATERAL (
                SELECT count(*) AS columns, sum((1 - s.null_frac) * s.avg_width) AS width
                FROM pg_stats s WHERE s.schemaname = n.nspname AND s.tablename = c.relname AND NOT s.inherited) w ON true
            WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
              AND pg_relation_size(c.oid) >= $1
            ORDER BY pg_relation_size(c.oid) DESC LIMIT 200
            """;

    private static final String EXTENSION = """
            SELECT quote_ident(n.nspname) AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname = 'pgstattuple'
            """;

    @Override
    public String name() {
        return "bloat";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        List<String> missing = new ArrayList<>();
        List<TargetRow> tables = session.rows(ESTIMATE, SUSPECT_BYTES);
        List<TargetRow> unknown = tables.stream()
                .filter(table -> table.whole("known_columns") < table.whole("columns"))
                .toList();
        if (!unknown.isEmpty()) {
            missing.add(
                    "widths of the rows of " + unknown.size() + " tables, among them " + name(unknown.getFirst())
                            + ": pg_stats hides tables under row-level security and without SELECT, and is empty before ANALYZE");
        }
        List<TargetRow> suspects = tables.stream()
                .filter(table -> table.whole("known_columns") == table.whole("columns") && free(table) >= SUSPECT)
                .sorted((a, b) -> Double.compare(waste(b), waste(a)))
                .toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        measure(session, suspects, missing, database).forEach((table, measured) -> {
            rows.add(row(table, measured));
            if (measured != null && measured >= FREE_MIN && measured * table.whole("bytes") >= BYTES_MIN) {
                diagnoses.add(diagnosis(table, measured));
            }
        });
        return new CheckReport(name(), summary(rows, diagnoses), missing, rows, diagnoses);
    }

    private static String summary(List<Map<String, Object>> rows, List<Diagnosis> diagnoses) {
        if (!diagnoses.isEmpty()) {
            return diagnoses.size() + " tables are mostly free space";
        }
        return rows.isEmpty()
                ? "No table is much larger than its rows"
                : rows.size() + " tables may be larger than their rows need; none was measured to be mostly free space";
    }

    /** Suspect to measured free share; null where it was not measured. */
    private static Map<TargetRow, Double> measure(
            TargetSession session, List<TargetRow> suspects, List<String> missing, CheckedDatabase database) {
        Map<TargetRow, Double> measured = new LinkedHashMap<>();
        suspects.forEach(table -> measured.put(table, null));
        if (suspects.isEmpty()) {
            return measured;
        }
        List<TargetRow> extension = session.rows(EXTENSION);
        if (extension.isEmpty()) {
            missing.add("measured free space: CREATE EXTENSION pgstattuple; GRANT pg_stat_scan_tables TO "
                    + database.login());
            return measured;
        }
        String sql = "SELECT (approx_free_percent + dead_tuple_percent) / 100 AS free FROM "
                + extension.getFirst().text("schema") + ".pgstattuple_approx($1::text::bigint::oid::regclass)";
        for (TargetRow table : suspects.stream().limit(MEASURED_MAX).toList()) {
            try {
                measured.put(
                        table,
                        session.rows(sql, "" + table.whole("oid")).getFirst().number("free"));
            } catch (QueryRefused refused) {
                missing.add("measured free space of " + name(table) + ": " + refused.getMessage()
                        + (refused.isNotPermitted() ? " (GRANT pg_stat_scan_tables TO " + database.login() + ")" : ""));
            }
        }
        return measured;
    }

    private static double free(TargetRow table) {
        return waste(table) / table.whole("bytes");
    }

    private static double waste(TargetRow table) {
        return Math.max(0, table.whole("bytes") - table.number("needed"));
    }

    private static String name(TargetRow table) {
        return table.text("schema") + "." + table.text("name");
    }

    private static Map<String, Object> row(TargetRow table, Double measured) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("table", name(table));
        row.put("bytes", table.whole("bytes"));
        row.put("estimated_free_share", free(table));
        row.put("measured_free_share", measured);
        row.put("method", measured == null ? "estimate by pg_stats" : "pgstattuple_approx");
        return row;
    }

    private static Diagnosis diagnosis(TargetRow table, double measured) {
        String percent = String.format(Locale.ROOT, "%.0f %%", 100 * measured);
        return new Diagnosis(
                "bloat",
                Severity.MEDIUM,
                name(table),
                List.of(),
                percent + " of table " + name(table) + " is free space",
                "Of " + table.whole("bytes") / (1 << 20) + " MiB, measured by pgstattuple_approx. Every sequential scan"
                        + " reads it.",
                List.of(
                        "Look first for what keeps dead rows (checks dead-rows and idle-in-transaction)",
                        "pg_repack, which does not lock the table; VACUUM FULL locks it for as long as it runs"),
                Map.of("observed", percent, "bytes", "" + table.whole("bytes"), "method", "pgstattuple_approx"));
    }
}
