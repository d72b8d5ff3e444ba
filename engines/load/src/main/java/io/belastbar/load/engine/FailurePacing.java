package io.belastbar.load.engine;

/**
 * Keeps users whose every iteration fails at once from spinning while nothing works at all: a refused login would otherwise
 * be tried as fast as the target can refuse it, and an outage of a second would outweigh minutes of good answers.
 *
 * <p>No verdict may gain by it. So nobody waits while anybody in the whole run, on whatever lane, gets good answers: what
 * fails at once beside them weighs as much as it does in a closed load. And while nobody does, a failing user begins as
 * often as good iterations did before, so that an outage weighs as much as it lasts; never less than {@value #PER_SECOND}
 * times a second, and just so often if there never was a good one.
 *
 * <p>One for each lane, used by its thread alone.
 */
final class FailurePacing {

    static final int PER_SECOND = 10;

    static final long ITERATION_NANOS = 1_000_000_000L / PER_SECOND;

    /** Without a good answer for this long nothing works at all; if good iterations are longer, for some of them. */
    private static final long HOPE_NANOS = 100_000_000L;

    private static final int HOPE_ITERATIONS = 3;

    /** One failure, or two, say nothing yet. */
    private static final int FAILURES_MIN = 3;

    /** The other lanes need to know no sooner, and each telling costs them a look at memory that has changed. */
    private static final long TELL_NANOS = 1_000_000L;

    private final GoodAnswers run;
    private boolean anyGood;
    private long toldGood;
    private boolean anyIteration;
    private long toldIterations;
    private long count;
    private long took;
    private long tookAtMost;
    private HeldBack held = HeldBack.NONE;

    FailurePacing(GoodAnswers run) {
        this.run = run;
    }

    /** Somebody got a good answer. */
    void good(long at) {
        if (!anyGood || at - toldGood >= TELL_NANOS) {
            anyGood = true;
            toldGood = at;
            run.at(at);
        }
    }

    /** An iteration has ended that had good answers. */
    void goodIteration(long began, long ended) {
        count++;
        took += ended - began;
        // One that waited for a time-out must not slow down others.
        tookAtMost += Math.min(ended - began, ITERATION_NANOS);
        if (!anyIteration || ended - toldIterations >= TELL_NANOS) {
            anyIteration = true;
            toldIterations = ended;
            run.iterations(count, took, tookAtMost);
            count = 0;
            took = 0;
            tookAtMost = 0;
        }
    }

    /**
     * When a user may begin again that had nothing but failures.
     *
     * @param failed iterations in a row, the one from {@code began} to {@code ended} included
     */
    long next(int failed, long began, long ended) {
        if (failed < FAILURES_MIN || isHopeful(ended)) {
            return ended;
        }
        long mean = run.meanAtMostNanos();
        long iteration = mean == 0 ? ITERATION_NANOS : mean;
        if (ended - began >= iteration) {
            return ended;
        }
        held = held.with(iteration);
        return began + iteration;
    }

    private boolean isHopeful(long now) {
        long last = run.lastNanos();
        return last != GoodAnswers.NEVER && now - last < Math.max(HOPE_NANOS, HOPE_ITERATIONS * run.meanNanos());
    }

    /** So far. */
    HeldBack held() {
        return held;
    }
}
