package io.belastbar.plans.index;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An index that a table lacks.
 *
 * @param columns in order, with direction: {@code organization_id}, {@code created_at DESC}
 * @param predicate the condition of a partial index, for example {@code deleted_at IS NULL}; null for all rows
 */
public record IndexProposal(String schema, String table, List<String> columns, String predicate) {
    /** PostgreSQL cuts identifiers after 63 bytes. */
    private static final int NAME_LIMIT = 63;

    public IndexProposal {
        columns = List.copyOf(columns);
    }

    /** The index's name, derived from table, columns and predicate, so that the same proposal has the same name. */
    public String name() {
        String parts = columns.stream().map(IndexProposal::bareColumn).collect(Collectors.joining("_"));
        String condition =
                predicate == null ? "" : "_" + predicate.replace(" IS NULL", "").replace(" AND ", "_");
        String name = ("idx_" + table + "_" + parts + condition)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]", "");
        if (name.length() <= NAME_LIMIT) {
            return name;
        }
        String digest = Integer.toHexString(name.hashCode());
        return name.substring(0, NAME_LIMIT - digest.length() - 1) + "_" + digest;
    }

    /** The statement that creates it without blocking writers. */
    public String ddl() {
        String qualified =
                schema == null || schema.equals("public") ? quote(table) : quote(schema) + "." + quote(table);
        String where = predicate == null ? "" : " WHERE " + predicate;
        return "CREATE INDEX CONCURRENTLY IF NOT EXISTS " + name() + " ON " + qualified + " ("
                + String.join(", ", columns) + ")" + where;
    }

    /** True if an index with these columns and this predicate serves at least as well: ours is its prefix. */
    boolean isCoveredBy(List<String> otherColumns, String otherPredicate) {
        return otherColumns.size() >= columns.size()
                && bare(otherColumns.subList(0, columns.size())).equals(bare(columns))
                && (otherPredicate == null || normal(otherPredicate).equals(normal(predicate)));
    }

    /** True if the other proposal makes this one superfluous: same table and condition, ours its prefix. */
    boolean isPrefixOf(IndexProposal other) {
        return table.equals(other.table)
                && Objects.equals(schema, other.schema)
                && Objects.equals(predicate, other.predicate)
                && other.columns.size() > columns.size()
                && other.columns.subList(0, columns.size()).equals(columns);
    }

    /** Each proposal, or the longer one among them that includes it: one index instead of two. */
    public static IndexProposal widest(IndexProposal proposal, List<IndexProposal> all) {
        return all.stream()
                .filter(proposal::isPrefixOf)
                .max((a, b) -> Integer.compare(a.columns.size(), b.columns.size()))
                .orElse(proposal);
    }

    private static List<String> bare(List<String> columns) {
        return columns.stream().map(IndexProposal::bareColumn).toList();
    }

    /** A B-tree is read in both directions; for one sort column the direction does not decide. */
    private static String bareColumn(String column) {
        return column.replaceAll(" (DESC|ASC|NULLS FIRST|NULLS LAST)", "");
    }

    private static String normal(String predicate) {
        return predicate == null ? "" : predicate.replaceAll("[()\\s]", "").toLowerCase(Locale.ROOT);
    }

    private static String quote(String identifier) {
        return identifier.matches("[a-z_][a-z0-9_$]*") ? identifier : "\"" + identifier.replace("\"", "\"\"") + "\"";
    }
}
