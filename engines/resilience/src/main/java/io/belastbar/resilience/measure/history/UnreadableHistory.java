package io.belastbar.resilience.measure.history;

/** A line of a history cannot be read. */
public final class UnreadableHistory extends RuntimeException {
    private final long line;

    UnreadableHistory(long line, String rule) {
        super("line " + line + ": " + rule);
        this.line = line;
    }

    /** From 1. */
    public long line() {
        return line;
    }
}
