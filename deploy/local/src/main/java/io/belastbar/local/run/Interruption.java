package io.belastbar.local.run;

import io.belastbar.local.ExitCodes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C and SIGTERM do to a command: it is told to come to its end, has a while to write what it has, and the
 * exit code says that it was aborted.
 */
public final class Interruption implements AutoCloseable {
    private final Duration limit;
    private final Action afterwards;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "interruption");
    private volatile Action cancel = () -> {};
    private volatile boolean begun;

    /**
     * @param limit for coming to the end
     * @param afterwards always done, also when the command did not come to its end in time
     */
    public Interruption(Duration limit, Action afterwards) {
        this.limit = limit;
        this.afterwards = afterwards;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What is done then. */
    public interface Action {
        void run() throws Exception;
    }

    /** What makes the command come to its end from now on; done at once if it should end already. */
    public void cancelBy(Action action) {
        cancel = action;
        if (begun) {
            attempt(action);
        }
    }

    private void interrupted() {
        begun = true;
        attempt(cancel);
        try {
            ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        attempt(afterwards);
        System.out.flush();
        System.err.flush();
        // exit() would wait for this very hook, and the code of a signal is not the one that pipelines rely on.
        Runtime.getRuntime().halt(ExitCodes.ABORTED);
    }

    private static void attempt(Action action) {
        try {
            action.run();
        } catch (Exception e) {
            System.err.println("while stopping: " + e.getMessage());
        }
    }

    /** The command has come to its end. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException interrupted) {
            // The hook runs already; it ends the JVM.
        }
    }
}
