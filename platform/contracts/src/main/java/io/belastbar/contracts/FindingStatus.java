package io.belastbar.contracts;

/** Where a finding stands. */
public enum FindingStatus {
    OPEN,
    IN_PROGRESS,
    RESOLVED,
    ACCEPTED,
    REJECTED;

    /** Somebody has still to act: open or in progress. */
    public boolean isUndecided() {
        return this == OPEN || this == IN_PROGRESS;
    }
}
