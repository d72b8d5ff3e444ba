package io.belastbar.chaos.fault;

/** Why a fault ends. */
public enum EndReason {
    /** Somebody said so. */
    CANCELLED("CLEARED", "ABORTED"),
    /** Its time was over. */
    EXPIRED("EXPIRED", "COMPLETED"),
    /** It could not be injected for certain, and was cleared to be safe. */
    FAILED("FAILED", "FAILED");

    private final String phase;
    private final String outcome;

    EndReason(String phase, String outcome) {
        this.phase = phase;
        this.outcome = outcome;
    }

    /** The phase of the last {@code game-day.step}. */
    String phase() {
        return phase;
    }

    /** The outcome of {@code game-day.finished}. */
    String outcome() {
        return outcome;
    }
}
