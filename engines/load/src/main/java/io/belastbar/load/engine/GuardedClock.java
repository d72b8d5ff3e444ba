package io.belastbar.load.engine;

/**
 * Time and timers of a lane whose actions may fail. The first failure is kept: a timer that dies quietly would leave its
 * users, and with them the run, waiting for ever.
 */
final class GuardedClock implements LaneClock {

    private final LaneClock clock;
    private final Runnable whenFailed;
    private Throwable failure;

    /** {@code whenFailed} is told of the first failure. */
    GuardedClock(LaneClock clock, Runnable whenFailed) {
        this.clock = clock;
        this.whenFailed = whenFailed;
    }

    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public void at(long nanos, Runnable action) {
        clock.at(nanos, () -> run(action));
    }

    void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error fault) {
            failed(fault);
        }
    }

    /** Something of the lane failed, in a timer or in a callback. */
    void failed(Throwable fault) {
        if (failure == null) {
            failure = fault;
            whenFailed.run();
        }
    }

    /** The first; null if nothing failed. */
    Throwable failure() {
        return failure;
    }
}
