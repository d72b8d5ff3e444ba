package io.belastbar.local.image;

import io.belastbar.embedded.process.ProcessEnd;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs one program after the other in the source tree, and none any more once it was told to stop. */
final class Steps {
    private static final String UNKNOWN = "unknown";

    /** What a shell says of a program that SIGINT or SIGTERM has ended: Ctrl-C reaches it before it reaches us. */
    private static final Set<Integer> INTERRUPTED = Set.of(128 + 2, 128 + 15);

    private static final Duration END_MAX = Duration.ofSeconds(10);
    private static final long STOP_MAX_SECONDS = 2;

    private final Path root;
    private List<ProcessHandle> told = List.of();
    private Process running;
    private boolean stopped;

    Steps(Path root) {
        this.root = root;
    }

    /**
     * Waits for its end.
     *
     * @throws CommandFailure when it ends with another code than 0
     * @throws Stopped after {@link #stop}, or when it was ended by a signal as a command is
     */
    void run(List<String> command) throws InterruptedException {
        run(command, List.of());
    }

    /** @param jvmOptions for Maven, after those of the user */
    void run(List<String> command, List<String> jvmOptions) throws InterruptedException {
        int code = start(command, jvmOptions).waitFor();
        if (isStopped() || INTERRUPTED.contains(code)) {
            awaitStop();
            throw new Stopped();
        }
        if (code != 0) {
            int reason = code == ExitCodes.INVALID_INPUT ? ExitCodes.INVALID_INPUT : ExitCodes.ABORTED;
            throw new CommandFailure(reason, "ended with %d: %s".formatted(code, String.join(" ", command)));
        }
    }

    /** Ends the program that runs, if one does, and what it has started. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
        if (running != null) {
            told = Stream.concat(running.descendants(), Stream.of(running.toHandle()))
                    .toList();
            told.forEach(ProcessHandle::destroy);
        }
    }

    /** Ends what was told to stop and has not, so that nothing writes on after us. */
    void kill() throws TimeoutException {
        List<ProcessHandle> alive = stillAlive();
        alive.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : alive) {
            if (!ProcessEnd.within(process, END_MAX)) {
                throw new TimeoutException("process " + process.pid() + " still runs after it was killed");
            }
        }
    }

    /** Of a Ctrl-C that the program was quicker to obey than we are; else the exit code would be the signal's. */
    private synchronized void awaitStop() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_MAX_SECONDS);
        for (long left = 1; !stopped && left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            wait(left);
        }
    }

    private synchronized List<ProcessHandle> stillAlive() {
        return told.stream().filter(ProcessHandle::isAlive).toList();
    }

    /** The commit, marked when the tree differs from it; unknown outside of a clone. */
    String revision() throws InterruptedException {
        String commit = said(List.of("git", "rev-parse", "HEAD"));
        if (!commit.matches("[0-9a-f]{40,64}")) {
            return UNKNOWN;
        }
        return said(List.of("git", "status", "--porcelain")).isEmpty() ? commit : commit + "-changed";
    }

    private synchronized Process start(List<String> command, List<String> jvmOptions) {
        if (stopped) {
            throw new Stopped();
        }
        var builder = new ProcessBuilder(command).directory(root.toFile()).inheritIO();
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment()
                .merge("MAVEN_OPTS", String.join(" ", jvmOptions), (users, ours) -> (users + " " + ours).strip());
        try {
            running = builder.start();
            return running;
        } catch (IOException notThere) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "%s was not found: put it on PATH (Maven 3.8.7 or newer)".formatted(command.getFirst()));
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private String said(List<String> command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? text : UNKNOWN;
        } catch (IOException notThere) {
            return UNKNOWN;
        }
    }

    /** It was told to stop. */
    static final class Stopped extends RuntimeException {
        private Stopped() {}
    }
}
