package io.belastbar.examples.behaviour;

/** A setting that comes too late: it was taken back before it came, or its time is over. Nothing was changed. */
public final class LateCommand extends RuntimeException {
    LateCommand(String message) {
        super(message);
    }
}
