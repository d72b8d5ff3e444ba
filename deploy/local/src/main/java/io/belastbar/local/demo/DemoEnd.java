package io.belastbar.local.demo;

import io.belastbar.local.ExitCodes;
import java.io.PrintStream;
import java.util.concurrent.Callable;

/**
 * Whatever ends a demo, its own end or a signal: nothing is left, and the exit code is its verdict's, or says that it
 * was interrupted before it came to one.
 */
final class DemoEnd {
    private final PrintStream out;
    private final Runnable silence;
    private final Runnable ending;
    private volatile boolean over;
    private volatile boolean interrupted;
    private volatile Integer verdict;

    /**
     * @param silence done first when the loop is interrupted: what breaks from then on is no news
     * @param ending stops all that the demo has started
     */
    DemoEnd(PrintStream out, Runnable silence, Runnable ending) {
        this.out = out;
        this.silence = silence;
        this.ending = ending;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "demo-end"));
    }

    /** @return the loop's exit code */
    int of(Callable<Integer> loop) throws Exception {
        try {
            verdict = loop.call();
            return verdict;
        } catch (Exception e) {
            if (interrupted) {
                // It broke because everything is being ended.
                return ExitCodes.ABORTED;
            }
            throw e;
        } finally {
            over = true;
        }
    }

    private void end() {
        interrupted = !over;
        if (interrupted) {
            silence.run();
            out.println("\nInterrupted before there was a verdict; stopping everything.");
        }
        ending.run();
        Integer code = interrupted ? Integer.valueOf(ExitCodes.ABORTED) : verdict;
        if (code != null) {
            out.println("Everything is stopped. Exit code " + code + ".");
            out.flush();
            System.err.flush();
            // exit() would wait for this very hook, and the code of a signal is not the one that pipelines rely on.
            Runtime.getRuntime().halt(code);
        }
    }
}
