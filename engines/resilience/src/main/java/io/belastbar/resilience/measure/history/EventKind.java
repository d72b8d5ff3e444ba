package io.belastbar.resilience.measure.history;

/** What an event says. In this order where times are equal, so that no order of lines matters. */
public enum EventKind {
    /** A fault was injected. */
    INJECT,
    /** Somebody, or something, saw the outage. */
    DETECTED,
    /** It was decided to fail over. */
    DECIDED,
    /** The new primary took over. */
    PROMOTED,
    /** A business transaction succeeded. */
    TRANSACTED,
    /** A write was about to be sent: noted durably before it was. */
    INVOKE,
    /** The system refused the write for certain. */
    FAIL,
    /** Whether the system has the write is not known. */
    INDETERMINATE,
    /** The system said that it has the write. */
    ACK;

    public boolean isOfWrite() {
        return ordinal() >= INVOKE.ordinal();
    }

    /** Whether the write did not succeed, or is not known to have succeeded. */
    public boolean isTrouble() {
        return this == FAIL || this == INDETERMINATE;
    }
}
