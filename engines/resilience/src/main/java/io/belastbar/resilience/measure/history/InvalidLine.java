package io.belastbar.resilience.measure.history;

/** A line is JSON and breaks a rule; what says which line it is comes from the reader. */
final class InvalidLine extends RuntimeException {
    private static final int RECEIVED_LENGTH_MAX = 80;

    InvalidLine(String rule) {
        super(rule);
    }

    /** @param received what stands there; its beginning is shown */
    InvalidLine(String rule, String received) {
        super(rule + ": was "
                + (received.length() > RECEIVED_LENGTH_MAX
                        ? received.substring(0, RECEIVED_LENGTH_MAX) + "…"
                        : received));
    }
}
