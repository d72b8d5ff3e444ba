package io.belastbar.contracts;

/** Why a promise that a run did not show counts against it. */
public enum MissingObjective {
    /** The run should have shown it: a warning. */
    EXPECTED,
    /** The budget requires it: a failure. */
    REQUIRED,
    /** No stored scenario calls its endpoint, which may be misspelt or renamed: a failure. */
    UNNAMED;

    /** Whether the run fails by it. */
    public boolean fails() {
        return this != EXPECTED;
    }
}
