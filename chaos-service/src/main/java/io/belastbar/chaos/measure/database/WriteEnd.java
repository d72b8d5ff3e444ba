package io.belastbar.chaos.measure.database;

import io.belastbar.resilience.measure.history.EventKind;

/** What PostgreSQL's answer to an insert says about its row (SQLSTATE, PostgreSQL documentation, appendix A). */
final class WriteEnd {
    /** A warning: "canceling wait for synchronous replication". Stored here, and perhaps nowhere else. */
    static final String NOT_REPLICATED = "01000";

    private WriteEnd() {}

    /**
     * An error rolls the transaction back; a connection that is broken, or that the server ends, leaves it open.
     *
     * @param broken what a broken connection means for this write
     */
    static EventKind of(String sqlState, EventKind broken) {
        if (broken == EventKind.FAIL || sqlState == null || sqlState.length() != 5) {
            return broken;
        }
        return switch (sqlState.substring(0, 2)) {
            // Connection; warning; system error; internal error: of none it is certain.
            case "08", "01", "58", "XX" -> broken;
            // 57P01 to 57P05: the server ends the session. 57014: it cancelled the statement.
            case "57" -> sqlState.startsWith("57P") ? broken : EventKind.FAIL;
            case "40" -> sqlState.equals("40003") ? broken : EventKind.FAIL;
            default -> EventKind.FAIL;
        };
    }
}
