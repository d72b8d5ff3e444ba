package io.belastbar.resilience.measure;

/** What a finding is about. */
public enum FindingKind {
    /** A later write is there though it began after the lost one was acknowledged: it is not the end that is missing. */
    LOSS_NOT_AT_END,
    /** Acknowledged after recovery, by the new primary, and lost all the same. */
    LOST_AFTER_RECOVERY,
    /** Rows that are there more than once. */
    DUPLICATES,
    /** Refused for certain, and there all the same. */
    FAILED_YET_STORED,
    /** Rows of writes that nobody began. */
    NEVER_ATTEMPTED,
    /** Acknowledged after the reading had ended: neither lost nor kept. */
    ACKNOWLEDGED_AFTER_READ_BACK,
    /** Read back, by the time of the reading before they were begun: that time is wrong, and was not used. */
    READ_BEFORE_BEGUN,
    /** Writes failed again after recovery. */
    TROUBLE_AFTER_RECOVERY,
    /** Writes failed before the fault: it was not steady. */
    TROUBLE_BEFORE_INJECT,
    NO_ACKNOWLEDGEMENT_BEFORE_OUTAGE,
    NO_INJECT,
    SECOND_INJECT,
    NO_WRITES,
    END_WITHOUT_INVOKE,
    TWO_ENDS,
    INVOKED_TWICE,
    /** Begun, and no end is told. */
    NO_END,
    /** Of those, begun after the fault and without an end for the stability window: they count as indeterminate. */
    HUNG_TO_THE_END,
    TIME_BACKWARDS,
    CUT_OFF_END
}
