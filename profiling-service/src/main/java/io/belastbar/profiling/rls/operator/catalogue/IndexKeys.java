package io.belastbar.profiling.rls.operator.catalogue;

import java.util.List;

/**
 * An index that is valid.
 *
 * @param method {@code btree}, {@code gin} …
 * @param predicate null when it holds every row
 */
public record IndexKeys(String name, String method, String predicate, List<Key> keys) {
    public IndexKeys {
        keys = List.copyOf(keys);
    }

    /**
     * One of its columns.
     *
     * @param column null for an expression
     * @param text the column or expression as PostgreSQL prints it
     * @param family number of its operator family
     * @param bytes whether it is in the order of bytes, so that a range answers the beginning of a text
     */
    public record Key(String column, String text, long family, boolean bytes) {}

    /** B-trees are entered from their first column on; the inverted and the space-partitioned at any. */
    public boolean needsLeadingColumns() {
        return method.equals("btree") || method.equals("hash");
    }
}
