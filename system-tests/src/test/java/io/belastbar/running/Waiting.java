package io.belastbar.running;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for something in another process to come true. */
public final class Waiting {
    private static final long INTERVAL_MS = 100;

    private Waiting() {}

    /**
     * @param condition not yet true when it cannot be asked
     * @param context what to show when it does not come true within the limit
     */
    public static void until(Duration limit, Callable<Boolean> condition, Callable<String> context) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            IOException unasked = null;
            try {
                if (condition.call()) {
                    return;
                }
            } catch (IOException notYet) {
                unasked = notYet;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit + ":\n" + context.call(), unasked);
            }
            TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
        }
    }
}
