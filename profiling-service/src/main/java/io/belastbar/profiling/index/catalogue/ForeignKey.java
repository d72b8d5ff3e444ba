package io.belastbar.profiling.index.catalogue;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A foreign key; one of a partitioned table is one.
 *
 * @param columns in the order of the constraint
 * @param numbers of these columns
 * @param onDelete what becomes of the rows that point to a deleted one, as SQL says it
 */
public record ForeignKey(
        String name,
        CatalogueTable table,
        CatalogueTable referenced,
        List<String> columns,
        List<Integer> numbers,
        String onDelete) {

    private static final String KEYS = """
            SELECT c.conname::text AS name, c.conrelid::bigint AS table_oid, c.confrelid::bigint AS referenced_oid,
                   c.conkey::text[] AS numbers,
                   ARRAY (SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k (attnum, position)
                          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
                          ORDER BY k.position) AS columns,
                   CASE c.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT'
                        WHEN 'r' THEN 'RESTRICT' ELSE 'NO ACTION' END AS on_delete
            FROM pg_constraint c WHERE c.contype = 'f' AND c.conparentid = 0 %s
            """;

    /** PostgreSQL prints {@code (customer_id IS NOT NULL)}, and names in quotes where they need them. */
    private static final Pattern NOT_NULL = Pattern.compile("\\(?(\"(?:[^\"]|\"\")+\"|[^\\s\"()]+) IS NOT NULL\\)?");

    /** How far an index helps to find the rows that point to one. */
    public enum Cover {
        /** Its first columns are those of the key, in any order. */
        FULL,
        /** Its first column is one of them: as good, where its values are many. */
        PARTIAL,
        NONE
    }

    public ForeignKey {
        columns = List.copyOf(columns);
        numbers = List.copyOf(numbers);
    }

    /** Those that the server checks; on tables of people only. */
    public static List<ForeignKey> read(TargetSession session, Map<Long, CatalogueTable> tables) {
        String enforced = session.version() >= 180_000 ? "AND c.conenforced" : "";
        return session.rows(KEYS.formatted(enforced)).stream()
                .filter(row ->
                        tables.containsKey(row.whole("table_oid")) && tables.containsKey(row.whole("referenced_oid")))
                .map(row -> key(row, tables))
                .toList();
    }

    private static ForeignKey key(TargetRow row, Map<Long, CatalogueTable> tables) {
        return new ForeignKey(
                row.text("name"),
                tables.get(row.whole("table_oid")),
                tables.get(row.whole("referenced_oid")),
                row.texts("columns"),
                row.texts("numbers").stream().map(Integer::valueOf).toList(),
                row.text("on_delete"));
    }

    /** What an index on its table does for it. */
    public Cover coveredBy(CatalogueIndex index) {
        if (!index.role().valid() || !index.shape().findsEqual() || !holdsEveryReference(index.shape())) {
            return Cover.NONE;
        }
        List<Integer> keys = index.shape().keys().stream().map(IndexKey::column).toList();
        Set<Integer> wanted = new HashSet<>(numbers);
        if (keys.size() >= wanted.size() && new HashSet<>(keys.subList(0, wanted.size())).equals(wanted)) {
            return Cover.FULL;
        }
        return wanted.contains(keys.getFirst()) ? Cover.PARTIAL : Cover.NONE;
    }

    /** A partial index helps only where it leaves out no row that points anywhere. */
    private boolean holdsEveryReference(IndexShape shape) {
        if (!shape.isPartial()) {
            return true;
        }
        for (String condition : shape.predicate().split(" AND ")) {
            var matcher =
                    NOT_NULL.matcher(condition.strip().replaceAll("^\\(+", "(").replaceAll("\\)+$", ")"));
            if (!matcher.matches() || !columns.contains(unquoted(matcher.group(1)))) {
                return false;
            }
        }
        return true;
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
