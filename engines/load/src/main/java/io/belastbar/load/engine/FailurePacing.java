package io.belastbar.load.engine;

/**
 * Keeps users whose every iteration fails at once from spinning: a refused login would otherwise be tried as fast as the
 * target can refuse it, and the run would be one of the generator and its caps. Such a user begins {@value #PER_SECOND}
 * iterations a second at most.
 *
 * <p>A run in which only some requests fail is not touched: as long as anybody on the lane gets a good answer within a
 * second, nobody waits.
 */
final class FailurePacing {

    static final int PER_SECOND = 10;

    static final long ITERATION_NANOS = 1_000_000_000L / PER_SECOND;

    /** Without a good answer for this long nothing works at all. */
    private static final long HOPE_NANOS = 1_000_000_000L;

    /** One failure, or two, say nothing yet. */
    private static final int FAILURES_MIN = 3;

    private boolean anyGood;
    private long lastGood;

    /** Somebody got a good answer. */
    void good(long at) {
        anyGood = true;
        lastGood = at;
    }

    /**
     * When a user may begin again that had nothing but failures.
     *
     * @param failed iterations in a row, the one from {@code began} to {@code ended} included
     */
    long next(int failed, long began, long ended) {
        boolean hopeless = failed >= FAILURES_MIN && (!anyGood || ended - lastGood >= HOPE_NANOS);
        return hopeless ? Math.max(ended, began + ITERATION_NANOS) : ended;
    }
}
