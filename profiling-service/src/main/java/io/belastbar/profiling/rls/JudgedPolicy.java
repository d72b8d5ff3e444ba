package io.belastbar.profiling.rls;

import io.belastbar.profiling.rls.policy.SecuredTable;
import io.belastbar.profiling.rls.reading.Access;
import io.belastbar.profiling.rls.reading.PolicyReading;

/**
 * A policy, or several that hold together, with what was found out about it.
 *
 * @param policies its name, or their names
 * @param condition as PostgreSQL prints it
 * @param access as its form says, unless the planner knows better
 */
record JudgedPolicy(SecuredTable table, String policies, String condition, PolicyReading reading, Access access) {
    /** Rows of a table below which every form is fast enough. */
    private static final double NEVER_ANALYSED_ROWS_PER_PAGE = 50;

    boolean isFault() {
        return access == Access.FILTER;
    }

    double predictedMs() {
        double rows = table.rows() >= 0 ? table.rows() : table.pages() * NEVER_ANALYSED_ROWS_PER_PAGE;
        return rows * reading.microsPerRow() / 1000;
    }

    String missingIndex() {
        return reading.columns().isEmpty()
                ? ""
                : "CREATE INDEX CONCURRENTLY ON " + table.sql() + " ("
                        + SecuredTable.quoted(reading.columns().getFirst()) + ")";
    }
}
