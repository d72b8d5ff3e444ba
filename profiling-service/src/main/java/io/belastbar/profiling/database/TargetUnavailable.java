package io.belastbar.profiling.database;

/** A target database could not be asked; the message is a reason that people will read. */
public final class TargetUnavailable extends RuntimeException {
    TargetUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
