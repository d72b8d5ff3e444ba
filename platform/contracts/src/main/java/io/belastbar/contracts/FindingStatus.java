package io.belastbar.contracts;

/** Where a finding stands. */
public enum FindingStatus {
    OPEN,
    IN_PROGRESS,
    RESOLVED,
    ACCEPTED,
    REJECTED
}
