package io.belastbar.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the end of a process that may be nobody's child, by looking at it. {@link ProcessHandle#onExit} needs a thread of
 * the common pool, and whoever fills it would leave all in suspense; and it waits for ever for one whose parent never asks.
 */
public final class ProcessEnd {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private ProcessEnd() {}

    /** Whether it has ended by then. */
    public static boolean within(ProcessHandle process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (runs(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /**
     * A process that has ended keeps its number until its parent asks for the result, and the new parent of an orphan may
     * never do: it has no command line any more.
     */
    private static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        Path commandLine = Path.of("/proc/" + process.pid() + "/cmdline");
        try {
            return !Files.exists(commandLine)
                    ? process.isAlive()
                    : !Files.readString(commandLine).isEmpty();
        } catch (IOException goneMeanwhile) {
            return process.isAlive();
        }
    }
}
