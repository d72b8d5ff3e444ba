package io.belastbar.web.problem.mapping;

/** A PostgreSQL error code (PostgreSQL manual, appendix A). */
record SqlState(String code) {

    /** Whether the server is going, coming, full or not reachable, so that the same request may succeed later. */
    boolean serverAway() {
        return code != null
                && (code.startsWith("08") // connection exception
                        || code.startsWith("57P") // shutdown, crash, cannot connect now, database dropped
                        || code.equals("53300") // too many connections
                        || code.equals("25006")); // read-only: a standby during a fail-over
    }
}
