package io.belastbar.load.threshold;

/** From when a time counts. */
public enum TimeBasis {
    /** From the intended start: what a user waits. */
    RESPONSE,
    /** From the send: what the target took. */
    SERVICE
}
