package io.belastbar.jobs.work;

/** An item is held by somebody else by now, or gone: what was done for it must not be stored. */
public final class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1;

    LeaseLost(String queue, String item) {
        super("no longer held: " + queue + " " + item);
    }
}
