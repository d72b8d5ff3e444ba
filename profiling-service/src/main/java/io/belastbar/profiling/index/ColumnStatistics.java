package io.belastbar.profiling.index;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.profiling.check.CheckedDatabase;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.index.catalogue.CatalogueIndex;
import io.belastbar.profiling.index.catalogue.CatalogueTable;
import io.belastbar.profiling.index.catalogue.IndexCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the statistics of columns hint at, and no more: many values and no index, or an index that begins with few values.
 * Whether a statement asks for the column is not in them, so nothing of this is ever a fault.
 */
public final class ColumnStatistics implements DatabaseCheck {
    private static final double ROWS_MIN = 10_000;
    /** Requirements 4. */
    private static final double MANY_VALUES = 100;

    private static final double CORRELATION_MAX = 0.1;
    private static final double FEW_VALUES = 10;
    private static final int ROWS_MAX = 200;

    private static final String STATISTICS = """
            SELECT c.oid::bigint AS table_oid, a.attnum::bigint AS number, s.attname::text AS column_name,
                   s.n_distinct::float8 AS n_distinct, s.correlation::float8 AS correlation
            FROM pg_stats s
            JOIN pg_namespace n ON n.nspname = s.schemaname
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname
            WHERE c.reltuples >= 10000 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND s.inherited = (c.relkind = 'p')
            """;

    @Override
    public String name() {
        return "column-statistics";
    }

    @Override
    public CheckReport check(TargetSession session, CheckedDatabase database) {
        IndexCatalogue catalogue = IndexCatalogue.read(session, database.now());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (TargetRow column : session.rows(STATISTICS)) {
            CatalogueTable table = catalogue.tables().get(column.whole("table_oid"));
            if (table == null || table.rows() < ROWS_MIN || catalogue.isPartition(table)) {
                continue;
            }
            double distinct = distinct(column.number("n_distinct"), table.rows());
            hint(column, distinct, catalogue.of(table)).ifPresent(hint -> rows.add(row(table, column, distinct, hint)));
            if (rows.size() >= ROWS_MAX) {
                break;
            }
        }
        String summary =
                IndexSizes.count(rows.size(), "hint", "hints") + " from the statistics of columns; none is advice";
        return new CheckReport(name(), summary, catalogue.missing(), rows, List.of());
    }

    /** PostgreSQL keeps a share of the rows as a negative number. */
    static double distinct(double kept, double rows) {
        return kept < 0 ? -kept * rows : kept;
    }

    private static Optional<String> hint(TargetRow column, double distinct, List<CatalogueIndex> indexes) {
        List<CatalogueIndex> led = indexes.stream()
                .filter(index -> index.shape().leading().column() == column.whole("number"))
                .toList();
        if (distinct > MANY_VALUES
                && !column.isNull("correlation")
                && Math.abs(column.number("correlation")) < CORRELATION_MAX
                && led.isEmpty()) {
            return Optional.of("many values and no index begins with it: worth one only if statements ask for it");
        }
        return led.stream()
                .filter(index -> distinct > 0
                        && distinct <= FEW_VALUES
                        && !index.shape().isPartial()
                        && index.role().duty().isEmpty()
                        && index.shape().keys().size() == 1)
                .findFirst()
                .map(index -> index.name() + " is on few values: a partial index on the rare ones may be smaller");
    }

    private static Map<String, Object> row(CatalogueTable table, TargetRow column, double distinct, String hint) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("schema", table.name().schema());
        row.put("table", table.name().name());
        row.put("column", column.text("column_name"));
        row.put("distinctValuesEstimated", Math.round(distinct));
        row.put("correlation", column.isNull("correlation") ? null : column.number("correlation"));
        row.put("hint", hint);
        return row;
    }
}
