package io.belastbar.chaos.dora.coverage;

/** How it stands with the test of a scenario. */
public enum Status {
    COVERED,
    /** The time to remind of it has come. */
    DUE_SOON,
    OVERDUE,
    /** No test covers it, and the first one is not due yet. */
    NOT_YET_TESTED,
    /** Its runbook does not say how often it is due. */
    NOT_SCHEDULED,
    /** The service does not read its runbook any more. */
    UNREADABLE,
    /** Its runbook was taken away or has another name now. */
    RUNBOOK_GONE;

    /** Whether a test is missing now. */
    public boolean isOpen() {
        return this == OVERDUE || this == NOT_YET_TESTED || this == UNREADABLE;
    }
}
