package io.belastbar.capacity.history.batch;

/** What becomes of a value for a moment that has another one. */
public enum Conflict {
    /** Nothing of the batch is stored. */
    REFUSE,
    /** It takes the other one's place. */
    REPLACE,
    /** The other one stays. */
    KEEP
}
