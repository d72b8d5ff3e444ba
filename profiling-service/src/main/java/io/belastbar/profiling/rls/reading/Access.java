package io.belastbar.profiling.rls.reading;

/** How the rows are found that a condition lets through. */
public enum Access {
    /** An index that the table has leads to them. */
    INDEX,
    /** An index could, and the table has none: the index is the fault, not the policy. */
    INDEX_MISSING,
    /** Every row is looked at, and no index changes that. */
    FILTER,
    /** It depends on no column: all rows or none. */
    FIXED,
    /** It compares columns with constants; it separates no tenants. */
    PLAIN,
    /** It is not understood; nothing is said about it. */
    UNKNOWN
}
