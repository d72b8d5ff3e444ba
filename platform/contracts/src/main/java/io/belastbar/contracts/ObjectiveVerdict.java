package io.belastbar.contracts;

/** Whether one objective was kept. INCONCLUSIVE: measured, but not enough to judge. NO_DATA: not measured at all. */
public enum ObjectiveVerdict {
    PASS,
    WARN,
    FAIL,
    INCONCLUSIVE,
    NO_DATA
}
