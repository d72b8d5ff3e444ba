package io.belastbar.load.run;

import java.time.Duration;

/** A thread that carries load did not answer: it is blocked, or has no processor. What it measured last is lost. */
public final class LaneSilent extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration waited;

    LaneSilent(Duration waited) {
        super("a lane should answer within " + waited.toSeconds() + " s: it did not");
        this.waited = waited;
    }

    public Duration waited() {
        return waited;
    }
}
