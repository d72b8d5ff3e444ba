package io.belastbar.load.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Whether anybody in the whole run gets good answers, and how long iterations with good answers take. All lanes of a run
 * share it: which users sit together on a lane is chance, and must decide nothing.
 */
public final class GoodAnswers {

    /** There was no good answer yet. */
    static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong last = new AtomicLong(NEVER);
    private final LongAdder iterations = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder nanosAtMost = new LongAdder();

    /** Somebody got one; the lanes may overtake each other by what lies between two calls. */
    void at(long now) {
        last.setOpaque(now);
    }

    /**
     * @param took so many iterations altogether
     * @param tookAtMost the same, each counted with an upper limit
     */
    void iterations(long count, long took, long tookAtMost) {
        nanos.add(took);
        nanosAtMost.add(tookAtMost);
        iterations.add(count);
    }

    /** Of the latest good answer, on the lanes' clock; or {@link #NEVER}. */
    long lastNanos() {
        return last.get();
    }

    /** Mean duration of an iteration; 0 while none has ended. */
    long meanNanos() {
        return mean(nanos);
    }

    /** The same, each counted with the upper limit; 0 while none has ended. */
    long meanAtMostNanos() {
        return mean(nanosAtMost);
    }

    private long mean(LongAdder sum) {
        long count = iterations.sum();
        return count == 0 ? 0 : sum.sum() / count;
    }
}
