package io.belastbar.local.image;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs one program after the other in the source tree, and none any more once it was told to stop. */
final class Steps {
    private static final String UNKNOWN = "unknown";

    private final Path root;
    private Process running;
    private boolean stopped;

    Steps(Path root) {
        this.root = root;
    }

    /**
     * Waits for its end.
     *
     * @throws CommandFailure when it ends with another code than 0
     * @throws Stopped after {@link #stop}
     */
    void run(List<String> command) throws InterruptedException {
        run(command, List.of());
    }

    /** @param jvmOptions for Maven, after those of the user */
    void run(List<String> command, List<String> jvmOptions) throws InterruptedException {
        int code = start(command, jvmOptions).waitFor();
        if (isStopped()) {
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
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroy);
            running.destroy();
        }
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
