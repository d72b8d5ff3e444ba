package io.belastbar.profiling.rls.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table with its policies; one without is there too, because what is missing is looked for.
 *
 * @param kind as {@code relkind} says: {@code r} a table, {@code p} a partitioned one
 * @param enabled whether its policies are in force
 * @param forced whether they are for its owner too
 * @param rows estimated; below 0 when it was never analysed
 * @param types column to type, domains by what they are made of
 * @param parents schema and name of what it is a partition of, or inherits from
 */
public record SecuredTable(
        String schema,
        String name,
        String kind,
        String owner,
        boolean enabled,
        boolean forced,
        double rows,
        long pages,
        Map<String, String> types,
        List<PolicyIndex> indexes,
        List<Policy> policies,
        List<String> parents) {
    public SecuredTable {
        types = Map.copyOf(types);
        indexes = List.copyOf(indexes);
        policies = List.copyOf(policies);
        parents = List.copyOf(parents);
    }

    /** With its schema, without quotes. */
    public String qualifiedName() {
        return schema + "." + name;
    }

    /** As SQL. */
    public String sql() {
        return quoted(schema) + "." + quoted(name);
    }

    public boolean hasColumn(String column) {
        return types.containsKey(column);
    }

    /** A valid index over every row that this column leads and that compares. */
    public Optional<PolicyIndex> indexOn(String column) {
        return indexes.stream()
                .filter(index ->
                        index.valid() && index.column() && index.leads().equals(column))
                .filter(index ->
                        index.method().equals("btree") || index.method().equals("hash"))
                .filter(index -> index.predicate() == null || isSoftDelete(index.predicate()))
                .findFirst();
    }

    /**
     * {@code deleted_at IS NULL}: the application's own condition, so the index serves its statements though not those
     * over every row.
     */
    public static boolean isSoftDelete(String predicate) {
        return predicate.endsWith(" IS NULL)") || predicate.endsWith(" IS NULL");
    }

    public static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
