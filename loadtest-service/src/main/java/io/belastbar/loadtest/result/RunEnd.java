package io.belastbar.loadtest.result;

import java.time.Duration;

/** Why a run stopped. */
public sealed interface RunEnd {

    /** All stages were done and every request in flight was awaited. */
    record Completed() implements RunEnd {}

    record Cancelled(String by) implements RunEnd {}

    /** The target accepted no connection for this long. */
    record TargetGone(String target, Duration since) implements RunEnd {}

    /** PostgreSQL took no state of this run for this long. */
    record StorageGone(Duration since) implements RunEnd {}

    /** This service stopped, or stopped unexpectedly, while the run was active. */
    record ServiceStopped() implements RunEnd {}

    /** The run could not go on for a reason of the service's own; {@code detail} is a sentence. */
    record Broken(String detail) implements RunEnd {}
}
