package io.belastbar.profiling.index.catalogue;

/**
 * What an index is ordered by, at one position. Two are the same only if all of it is: an index in another collation or
 * of another operator class answers other questions.
 *
 * @param text a column's name, or an expression as PostgreSQL prints it
 * @param column the column's number; 0 of an expression
 * @param operatorClass its oid
 * @param collation its oid; 0 where there is none
 * @param options 1: descending, 2: nulls first
 */
public record IndexKey(String text, int column, long operatorClass, long collation, int options) {
    public boolean isExpression() {
        return column == 0;
    }

    public boolean isDescending() {
        return (options & 1) == 1;
    }
}
