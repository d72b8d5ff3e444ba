package io.belastbar.chaos.gameday.machine;

/** What came of an expectation. */
public enum Seen {
    /** Its time has not come, or has not passed. */
    OPEN,
    MET,
    MISSED,
    UNKNOWN
}
