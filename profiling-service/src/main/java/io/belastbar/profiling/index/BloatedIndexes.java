package io.belastbar.profiling.index;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.diagnosis.Diagnosis;
import io.belastbar.profiling.index.catalogue.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * B-trees that take far more pages than their rows need, by estimate: rows × (header, average widths, line pointer) at
 * the index's fill factor. Many equal values are stored once, so the true need is smaller, never larger. Nothing waits for
 * a lock, and nothing is read of the index itself, which {@code pgstattuple} would do.
 */
public final class BloatedIndexes implements DatabaseCheck {
    /** A tree in random order is filled to about 70 %: only what is far from that is told. */
    private static final double BLOAT_MIN = 0.5;

    private static final long WASTED_MIN = 10 * IndexSizes.MEBIBYTE;
    private static final int ITEM_HEADER = 8;
    private static final int LINE_POINTER = 4;
    private static final int ALIGNMENT = 8;
    /** Page header and the B-tree's own space at its end. */
    private static final int PAGE_OVERHEAD = 24 + 16;

    private static final String INDEXES = """
            SELECT n.nspname::text AS schema, t.relname::text AS table_name, x.relname::text AS name,
                   x.relpages::bigint AS pages, x.reltuples::float8 AS rows,
                   current_setting('block_size')::bigint AS block_size,
                   coalesce((SELECT option_value::bigint FROM pg_options_to_table(x.reloptions)
                             WHERE option_name = 'fillfactor'), 90) AS fill_factor,
                   count(*) AS columns, count(s.avg_width) AS known, coalesce(max(s.null_frac), 0)::float8 AS nulls,
                   sum((1 - s.null_frac) * s.avg_width)::float8 AS width
            FROM pg_index i
            JOIN pg_class x ON x.oid = i.indexrelid AND x.relkind = 'i' AND x.relpages >= 1280 AND x.reltuples > 0
            JOIN pg_am m ON m.oid = x.relam AND m.amname = 'btree'
            JOIN pg_class t ON t.oid = i.indrelid AND t.relpersistence <> 't'
            JOIN pg_namespace n ON n.oid = t.relnamespace
                AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            JOIN pg_attribute ia ON ia.attrelid = x.oid AND ia.attnum > 0
            LEFT JOIN pg_attribute ta ON ta.attrelid = t.oid AND ta.attnum = i.indkey[ia.attnum - 1] AND ta.attnum > 0
            LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND NOT s.inherited
                AND s.tablename = CASE WHEN ta.attnum IS NULL THEN x.relname ELSE t.relname END
                AND s.attname = coalesce(ta.attname, ia.attname)
            WHERE i.indisvalid
            GROUP BY n.nspname, t.relname, x.oid, x.relname, x.relpages, x.reltuples, x.reloptions
            """;

    @Override
    public String name() {
        return "bloated-indexes";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Diagnosis> diagnoses = new ArrayList<>();
        int unknown = 0;
        for (TargetRow index : session.rows(INDEXES)) {
            if (index.whole("known") < index.whole("columns")) {
                unknown++;
                continue;
            }
            long actual = index.whole("pages") * index.whole("block_size");
            long wasted = actual - needed(index);
            double bloat = wasted / (double) actual;
            if (bloat >= BLOAT_MIN && wasted >= WASTED_MIN) {
                rows.add(row(index, actual, wasted));
                diagnoses.add(diagnosis(index, actual, wasted));
            }
        }
        List<String> missing = unknown == 0
                ? List.of()
                : List.of(
                        "column widths of " + unknown + " large indexes: pg_stats is empty until ANALYZE has run, for "
                                + "columns that the login may not read, and for tables whose policies it is under");
        String summary =
                IndexSizes.count(diagnoses.size(), "index is bloated, by estimate", "bloated indexes, by estimate");
        return new CheckReport(name(), summary, missing, rows, diagnoses);
    }

    /** In bytes, and rather too many. */
    private static long needed(TargetRow index) {
        double header = index.number("nulls") > 0 ? 2.0 * ALIGNMENT : ITEM_HEADER;
        // Each column may have to be aligned by itself.
        double width =
                Math.ceil((index.number("width") + ALIGNMENT * (index.whole("columns") - 1)) / ALIGNMENT) * ALIGNMENT;
        double page = (index.whole("block_size") - PAGE_OVERHEAD) * index.whole("fill_factor") / 100.0;
        double leaves = Math.ceil(index.number("rows") * (header + width + LINE_POINTER) / page);
        return (long) ((1 + leaves * 1.02) * index.whole("block_size"));
    }

    private static Map<String, Object> row(TargetRow index, long actual, long wasted) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("schema", index.text("schema"));
        row.put("table", index.text("table_name"));
        row.put("index", index.text("name"));
        row.put("sizeBytes", actual);
        row.put("wastedBytesEstimated", wasted);
        row.put("bloatEstimatedPercent", Math.round(100.0 * wasted / actual));
        return row;
    }

    private static Diagnosis diagnosis(TargetRow index, long actual, long wasted) {
        QualifiedName name = new QualifiedName(index.text("schema"), index.text("name"));
        String table = index.text("schema") + "." + index.text("table_name");
        String ddl = "REINDEX INDEX CONCURRENTLY " + name.quoted();
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("index", name.toString());
        evidence.put("sizeBytes", Long.toString(actual));
        evidence.put("wastedBytesEstimated", Long.toString(wasted));
        evidence.put("rows", String.format(Locale.ROOT, "%.0f", index.number("rows")));
        evidence.put("ddl", ddl);
        return new Diagnosis(
                "bloated-index",
                Severity.LOW,
                table,
                List.of(name.name()),
                "Bloated index " + name + ", by estimate",
                "It takes %s; by estimate its rows need %s. Estimated from the widths of its columns, not measured."
                        .formatted(IndexSizes.mebibytes(actual), IndexSizes.mebibytes(actual - wasted)),
                List.of(
                        "Measure first, where the extension pgstattuple is there: SELECT avg_leaf_density FROM pgstatindex('"
                                + name.quoted().replace("'", "''") + "')",
                        ddl,
                        "It needs the size of a new index on disk, and blocks neither readers nor writers"),
                evidence);
    }
}
