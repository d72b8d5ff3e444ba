package io.belastbar.contracts;

/** How much work a fix is. */
public enum EffortSize {
    /** Up to 4 person hours: done beside other work. */
    S,
    /** Up to 24 person hours: three days. */
    M,
    /** More. */
    L;

    private static final double SMALL_HOURS_MAX = 4;
    private static final double MEDIUM_HOURS_MAX = 24;

    static EffortSize of(double personHours) {
        return personHours <= SMALL_HOURS_MAX ? S : personHours <= MEDIUM_HOURS_MAX ? M : L;
    }
}
