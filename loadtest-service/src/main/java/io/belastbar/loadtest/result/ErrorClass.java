package io.belastbar.loadtest.result;

/** Why a request counts as an error. */
public enum ErrorClass {
    /** Answered with a status that the step does not expect. */
    UNEXPECTED_STATUS,
    /** Answered as expected, but a value that a later step needs was not in the body. */
    EXTRACTION_FAILED,
    /** Not answered in full within the time-out. */
    TIMEOUT,
    /** No connection: refused, unreachable, or name not known. */
    CONNECTION_FAILED,
    /** The connection ended before the answer was complete. */
    CONNECTION_CLOSED,
    /** The answer's body was larger than the limit. */
    BODY_TOO_LARGE;

    /** Whether the target was not there at all, rather than slow or wrong. */
    public boolean targetAbsent() {
        return this == CONNECTION_FAILED || this == CONNECTION_CLOSED;
    }
}
