package io.belastbar.backbone.retry;

import java.util.Set;

/** What an SQLSTATE says about another attempt (PostgreSQL manual, appendix A: the first two characters are a class). */
public final class SqlState {
    /** Codes, and classes of them, that speak of the moment. */
    private static final Set<String> PASSING = Set.of(
            "08", // connection
            "25006", // read-only, for example after a failover
            "25P03", // idle in transaction for too long
            "25P04", // the transaction took too long
            "40", // deadlock, serialisation
            "53", // resources
            "55006", // object in use
            "55P03", // lock not available
            "57", // shutdown, cancelled, the statement took too long
            "58"); // system error

    private SqlState() {}

    /** Whether it speaks of the moment, so that the same statement may succeed later; null does not. */
    public static boolean isPassing(String sqlState) {
        return sqlState != null && sqlState.length() == 5 && PASSING.stream().anyMatch(sqlState::startsWith);
    }
}
