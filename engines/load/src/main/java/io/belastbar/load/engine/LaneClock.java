package io.belastbar.load.engine;

/** Time and timers of one lane. Everything of a lane happens on one thread, so nothing in it needs a lock. */
public interface LaneClock {

    /** A monotonic time in nanoseconds, comparable only with itself. */
    long nanos();

    /** Runs the action on the lane's thread at this time or as soon after as the thread can; never before returning. */
    void at(long nanos, Runnable action);
}
