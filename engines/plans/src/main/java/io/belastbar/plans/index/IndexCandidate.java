package io.belastbar.plans.index;

import io.belastbar.report.Sentence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An index that a workload lacks, as the planner would have to prove it.
 *
 * @param schema the table's schema, not quoted
 * @param table the table's name, not quoted
 * @param statements ids ({@code queryid}) of the statements that it serves, the one with most to win first
 * @param reasons why these keys in this order, what it saves and what it costs
 */
public record IndexCandidate(
        String schema, String table, IndexShape shape, List<String> statements, List<Sentence> reasons) {
    /** PostgreSQL cuts identifiers after 63 bytes. */
    private static final int NAME_BYTES_MAX = 63;

    public IndexCandidate {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(shape, "shape");
        statements = List.copyOf(statements);
        reasons = List.copyOf(reasons);
    }

    /** The index's name, not quoted, derived from table and shape: the same candidate has the same name. */
    public String name() {
        String keys = shape.keys().stream().map(IndexKey::expression).collect(Collectors.joining("_"));
        String readable = "idx_" + words(table) + "_" + words(keys);
        boolean telling = shape.equals(
                IndexShape.btree(shape.keys().stream().map(IndexKey::expression).toArray(String[]::new)));
        boolean exact = telling && shape.keys().stream().allMatch(IndexKey::isColumn);
        if (exact && readable.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX) {
            return readable;
        }
        // Two shapes of the same columns must not share a name: IF NOT EXISTS would pass over the second.
        String digest = String.format(Locale.ROOT, "_%08x", (table + shape.sql()).hashCode());
        return readable.substring(0, Math.min(readable.length(), NAME_BYTES_MAX - digest.length())) + digest;
    }

    /** The statement that creates it without blocking writers; not for a partitioned table, which refuses it. */
    public String ddl() {
        return "CREATE INDEX CONCURRENTLY IF NOT EXISTS " + name() + " ON " + qualifiedTable() + " " + shape.sql();
    }

    /** The statement that creates it at once, in a transaction, on a table of the same columns. */
    public String ddlOn(String quotedTable) {
        return "CREATE INDEX " + name() + " ON " + quotedTable + " " + shape.sql();
    }

    /** The table as SQL writes it, with its schema. */
    public String qualifiedTable() {
        return Identifier.quoted(schema) + "." + Identifier.quoted(table);
    }

    private static String words(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]+", "_")
                .replaceAll("_+", "_")
                .replaceAll("^_|_$", "");
    }
}
