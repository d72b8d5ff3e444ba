package io.belastbar.plans.index;

/** One of the conditions that a filter joins by AND, as far as an index can use it. */
public sealed interface Condition {
    /**
     * A column equals a value that is fixed while the statement runs: a parameter, a literal, a session setting.
     *
     * @param cast the column itself is cast, so a plain index serves only if the cast keeps the column's order
     * @param fromSession the value is a session setting, as row-level security policies use
     */
    record Equality(String column, boolean cast, boolean fromSession) implements Condition {}

    /** A column is null: the usual condition of a soft delete. */
    record IsNull(String column) implements Condition {}

    /** Anything else. */
    record Other(String text) implements Condition {}
}
