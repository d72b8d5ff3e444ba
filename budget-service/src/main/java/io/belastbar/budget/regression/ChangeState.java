package io.belastbar.budget.regression;

/** What is thought of a change point. */
public enum ChangeState {
    /** Worth a look and a confirmation run; raises nothing. */
    SUSPECTED,
    /** Sure enough to stay where it is, and to raise a finding if it is for the worse. */
    CERTAIN,
    /** Was suspected until later values spoke against it. */
    FADED,
    /** A person says that it is one. */
    ACCEPTED,
    /** A person says that it is none; nothing is reported at this place again. */
    REJECTED,
    /** A person says that it is one, at another place. */
    MOVED;

    /** Whether later values may still move or drop it. */
    boolean open() {
        return this == SUSPECTED;
    }

    /** Whether the series is cut here, whatever later values say. */
    boolean fixed() {
        return this == CERTAIN || this == ACCEPTED || this == MOVED;
    }

    /** Whether a person has spoken. */
    boolean decided() {
        return this == ACCEPTED || this == REJECTED || this == MOVED;
    }
}
