package io.belastbar.jobs;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** Waits on a virtual thread for what a reactive client answers: the one seam between the two styles. */
public final class Await {

    /** Longer than any statement or transaction of ours takes while PostgreSQL is well. */
    public static final Duration DATABASE_MAX = Duration.ofSeconds(10);

    /** The thread was interrupted while it waited; its interrupt flag is set again. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Interrupted(Throwable cause) {
            super("interrupted while waiting for an answer", cause);
        }
    }

    private Await() {}

    /** Waits {@link #DATABASE_MAX}; see {@link #of(Uni, Duration)}. */
    public static <T> T of(Uni<T> answer) {
        return of(answer, DATABASE_MAX);
    }

    /**
     * The answer, or its failure as it came (a checked one inside a {@link CompletionException}).
     *
     * @throws io.smallrye.mutiny.TimeoutException after {@code max}; what was asked may be done later all the same
     * @throws Interrupted when the thread is interrupted
     */
    public static <T> T of(Uni<T> answer, Duration max) {
        try {
            return answer.await().atMost(max);
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new Interrupted(stop);
            }
            throw failure;
        }
    }
}
