package io.belastbar.web.problem.mapping;

import java.util.Optional;

/** A PostgreSQL error code (PostgreSQL manual, appendix A). */
record SqlState(String code) {

    /**
     * The status of a value that the server refuses for what it is, so that the same request will never succeed; empty
     * where the statement is at fault, which is our own doing.
     */
    Optional<Integer> refusal() {
        return Optional.ofNullable(
                switch (String.valueOf(code)) {
                    case "22001", "22003", "22007", "22008", "22021", "22P02", "22P05" ->
                        400; // a value of no such type
                    case "23503", "23505", "23P01" -> 409; // at odds with what is stored
                    default -> null;
                });
    }

    /** Whether the server is going, coming, full or not reachable, so that the same request may succeed later. */
    boolean serverAway() {
        return code != null
                && (code.startsWith("08") // connection exception
                        || code.startsWith("57P") // shutdown, crash, cannot connect now, database dropped
                        || code.equals("53300") // too many connections
                        || code.equals("25006")); // read-only: a standby during a fail-over
    }
}
