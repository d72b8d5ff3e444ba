package io.belastbar.profiling.database;

/** A target database refused one statement; it still answers others. */
public final class QueryRefused extends RuntimeException {
    private static final String NOT_PERMITTED = "42501";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_FUNCTION = "42883";
    private static final String CANCELLED = "57014";

    private final String sqlState;

    QueryRefused(String sqlState, String message, Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    public String sqlState() {
        return sqlState;
    }

    /** A grant is missing. */
    public boolean isNotPermitted() {
        return NOT_PERMITTED.equals(sqlState);
    }

    /** An extension, view or function is missing. */
    public boolean isNotThere() {
        return UNDEFINED_TABLE.equals(sqlState) || UNDEFINED_FUNCTION.equals(sqlState);
    }

    /** It took longer than it may. */
    public boolean tookTooLong() {
        return CANCELLED.equals(sqlState);
    }
}
