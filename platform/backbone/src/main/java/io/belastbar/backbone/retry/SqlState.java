package io.belastbar.backbone.retry;

import java.util.Set;

/** What an SQLSTATE says about another attempt (PostgreSQL manual, appendix A: the first two characters are a class). */
public final class SqlState {
    private static final Set<String> PASSING = Set.of(
            "08", // connection
            "25", // transaction state, for example read-only after a failover
            "40", // deadlock, serialisation
            "53", // resources
            "55", // lock not available
            "57", // shutdown, cancelled
            "58"); // system error

    private SqlState() {}

    /** Whether it speaks of the moment, so that the same statement may succeed later; null does not. */
    public static boolean isPassing(String sqlState) {
        return sqlState != null && sqlState.length() == 5 && PASSING.contains(sqlState.substring(0, 2));
    }
}
