package io.belastbar.profiling.index.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an index can answer.
 *
 * @param method {@code btree}, {@code gin} …
 * @param keys in order
 * @param included numbers of the columns that it only carries
 * @param predicate of a partial one, as PostgreSQL prints it; null of a whole one
 */
public record IndexShape(String method, List<IndexKey> keys, List<Integer> included, String predicate) {
    public static final String BTREE = "btree";

    public IndexShape {
        keys = List.copyOf(keys);
        included = List.copyOf(included);
    }

    public IndexKey leading() {
        return keys.getFirst();
    }

    public boolean isPartial() {
        return predicate != null;
    }

    /** Whether it is looked up by equality of its first column: by none other is a row of one value found. */
    public boolean findsEqual() {
        return method.equals(BTREE) || method.equals("hash");
    }

    /** The same answers at the same cost; included columns are a set. */
    boolean equalTo(IndexShape other) {
        return method.equals(other.method)
                && keys.equals(other.keys)
                && Set.copyOf(included).equals(Set.copyOf(other.included))
                && Objects.equals(predicate, other.predicate);
    }

    /**
     * Whether the other one answers whatever this one answers, by its first columns. Of B-trees only: elsewhere the order
     * of columns means nothing, or something else.
     */
    boolean isPrefixOf(IndexShape other) {
        return method.equals(BTREE)
                && other.method.equals(BTREE)
                && Objects.equals(predicate, other.predicate)
                && other.keys.size() >= keys.size()
                && other.keys.subList(0, keys.size()).equals(keys)
                && other.carries().containsAll(included);
    }

    private Set<Integer> carries() {
        Set<Integer> columns = new HashSet<>(included);
        keys.stream().map(IndexKey::column).filter(column -> column > 0).forEach(columns::add);
        return columns;
    }

    /** For people: {@code btree (organization_id, created_at DESC) WHERE deleted_at IS NULL}. */
    public String text() {
        String columns = keys.stream()
                .map(key -> key.text() + (key.isDescending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        return method + " (" + columns + ")" + (included.isEmpty() ? "" : " INCLUDE " + included.size())
                + (predicate == null ? "" : " WHERE " + predicate);
    }
}
