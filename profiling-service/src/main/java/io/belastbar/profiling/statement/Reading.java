package io.belastbar.profiling.statement;

/** What of a statement can be planned by a role that may only read. */
sealed interface Reading {
    /** A SELECT, or the statement itself where it only reads. */
    record Query(String sql) implements Reading {}

    /** Nothing, and why. */
    record None(String reason) implements Reading {}
}
