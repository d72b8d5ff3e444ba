package io.belastbar.loadtest.run;

import java.util.UUID;

/** A queued run that could not be started for a reason of its own; the cause says which. */
public final class HopelessRun extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final UUID runId;

    HopelessRun(UUID runId, Throwable cause) {
        super(cause);
        this.runId = runId;
    }

    public UUID runId() {
        return runId;
    }
}
