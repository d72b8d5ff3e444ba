package io.belastbar.loadtest.execution;

/** What became of the end of a run. */
enum StoredEnd {
    /** It is in PostgreSQL. */
    STORED("true"),
    /** The run had an end already, which stays: its instance was taken for lost, or an answer of PostgreSQL was. */
    ENDED_BEFORE("false, it had been ended before"),
    /** PostgreSQL was away until the service had to stop. */
    NOT_STORED("false");

    private final String label;

    StoredEnd(String label) {
        this.label = label;
    }

    /** For the log. */
    String label() {
        return label;
    }
}
