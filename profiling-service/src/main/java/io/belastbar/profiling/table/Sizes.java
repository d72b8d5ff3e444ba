package io.belastbar.profiling.table;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.List;
import java.util.Locale;

/** How large the database is, and the 200 largest tables, each with its indexes and what is stored out of line. */
public final class Sizes implements DatabaseCheck {
    private static final String DATABASE = """
            SELECT pg_database_size(current_database()) AS bytes,
                   (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'm')
                    AND relnamespace NOT IN (SELECT oid FROM pg_namespace
                                             WHERE nspname LIKE 'pg\\_%' OR nspname = 'information_schema')) AS tables
            """;

    private static final String TABLES = """
            SELECT n.nspname || '.' || c.relname AS table, pg_relation_size(c.oid) AS table_bytes,
                   pg_indexes_size(c.oid) AS index_bytes,
                   CASE WHEN c.reltoastrelid <> 0 THEN pg_total_relation_size(c.reltoastrelid) ELSE 0 END AS toast_bytes,
                   pg_total_relation_size(c.oid) AS total_bytes, c.reltuples::float8 AS estimated_rows
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
            ORDER BY c.relpages DESC, 5 DESC, 1 LIMIT 200
            """;

    @Override
    public String name() {
        return "sizes";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        TargetRow total = session.rows(DATABASE).getFirst();
        return new CheckReport(
                name(),
                String.format(
                        Locale.ROOT,
                        "The database has %.1f MiB in %d tables",
                        total.whole("bytes") / 1048576.0,
                        total.whole("tables")),
                List.of(),
                session.rows(TABLES).stream().map(TargetRow::values).toList(),
                List.of());
    }
}
