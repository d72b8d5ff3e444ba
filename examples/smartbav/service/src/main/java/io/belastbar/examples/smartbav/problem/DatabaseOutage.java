package io.belastbar.examples.smartbav.problem;

/** Tells "the database is away" from "the database said no". PostgreSQL, appendix A (error codes). */
public final class DatabaseOutage {
    private static final String READ_ONLY = "25006";

    private DatabaseOutage() {}

    /**
     * Connection exceptions (08), insufficient resources (53), operator intervention such as a shutdown (57P), and
     * read-only (25006): a standby during a failover, or an old primary that was told to stand back.
     */
    public static boolean isOutage(String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57P")
                        || sqlState.equals(READ_ONLY));
    }
}
