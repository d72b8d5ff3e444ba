package io.belastbar.contracts;

import java.time.Duration;

/** How bad it is that a limit of a metric is reached, as whoever set it said. */
public enum LimitSeverity {
    WARNING,
    CRITICAL;

    /** Shorter than this ahead, a critical limit is no matter for later. */
    private static final Duration URGENT = Duration.ofDays(14);

    /**
     * How severe it is that such a limit comes near; findings and escalations say the same. A critical limit that is reached, or will be
     * within two weeks, is critical, and a later one high; a warning that is reached is high, and a later one medium.
     *
     * @param left until it is reached; not positive when it is
     */
    public Severity in(Duration left) {
        boolean reached = !left.isPositive();
        return switch (this) {
            case CRITICAL -> reached || left.compareTo(URGENT) < 0 ? Severity.CRITICAL : Severity.HIGH;
            case WARNING -> reached ? Severity.HIGH : Severity.MEDIUM;
        };
    }
}
