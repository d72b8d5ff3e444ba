package io.belastbar.load.engine;

/**
 * Until when a run may send, unless its owner says otherwise in time. A process that was stopped for a while, as when its
 * machine was paused, must not go on as if nothing had been: somebody else may have been given its place, and two loads on
 * one system measure each other.
 */
public final class Fence {

    /** The lane woke up behind its fence. */
    public static final class Passed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Passed() {
            super("nobody has said in time that the run may go on");
        }
    }

    private volatile long untilNanos = Long.MAX_VALUE;

    /** From now on the run may send until then, on the lanes' clock. Any thread may say so. */
    public void until(long nanos) {
        untilNanos = nanos;
    }

    boolean isPassed(long nowNanos) {
        long until = untilNanos;
        return until != Long.MAX_VALUE && nowNanos - until > 0;
    }
}
