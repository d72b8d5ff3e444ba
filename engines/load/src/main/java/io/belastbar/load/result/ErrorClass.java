package io.belastbar.load.result;

/** Why a request counts as an error. */
public enum ErrorClass {
    /** Answered with a status that the step does not expect. */
    UNEXPECTED_STATUS,
    /** Answered as expected, but a value that a later step needs was not in the answer. */
    EXTRACTION_FAILED,
    /** Done, but not with what the step's check says, such as rows that are not there. */
    CHECK_FAILED,
    /** Not answered in full within the time-out. */
    TIMEOUT,
    /** No connection: refused, unreachable, or the login was refused. */
    CONNECTION_FAILED,
    /** The connection ended before the answer was complete. */
    CONNECTION_CLOSED,
    /** The answer's body was larger than the limit. */
    BODY_TOO_LARGE,
    /** The target's name is not known. */
    NAME_UNRESOLVED,
    /** No secure connection: certificate, host name or protocol. */
    TLS_FAILED,
    /** The answer is not what the protocol allows. */
    PROTOCOL_ERROR,
    /** The database refused the statement. */
    SQL_ERROR,
    /** A serialization failure or a deadlock (SQLSTATE class 40): the same transaction may work when repeated. */
    SQL_CONFLICT,
    /**
     * Fits no other class: a request that must not or cannot be sent, something that the generator lacks, or an error that
     * another tool reported.
     */
    OTHER,
    /**
     * Still without an answer when the run was stopped. It is no finished request and breaks no threshold: nobody knows how
     * it would have ended. But it is told, since after a stall the slowest requests are among them.
     */
    UNFINISHED;

    /** Whether there was no connection to the target at all. One that closes or resets connections is there. */
    public boolean targetAbsent() {
        return this == CONNECTION_FAILED || this == NAME_UNRESOLVED || this == TLS_FAILED;
    }
}
