package io.belastbar.capacity.history;

/** What the values of a series are. */
public enum SeriesKind {
    /** A level at a moment: bytes in use, a latency. */
    GAUGE,
    /** A count that only grows, and begins anew at a restart. Kept as a rate a second. */
    COUNTER,
    /** The most within an interval: connections at the peak. */
    PEAK
}
