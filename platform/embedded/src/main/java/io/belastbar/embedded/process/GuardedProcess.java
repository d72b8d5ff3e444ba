package io.belastbar.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A child process that cannot outlive this JVM.
 *
 * <p>A small shell stands between the two and reads a pipe whose write end is in this JVM. When the JVM closes it, or
 * dies for any reason ({@code kill -9} too), the read ends and the shell signals the child. {@code setsid} puts both in
 * a session of their own, so that a Ctrl-C in the terminal reaches the launcher alone, which then stops its children in
 * order.
 */
public final class GuardedProcess {
    private static final String GUARD = """
            exec 3<&0 </dev/null
            SIGNAL=$1; PID_FILE=$2; shift 2
            "$@" 3<&- &
            CHILD=$!
            echo $CHILD > "$PID_FILE"
            (while read -r _ <&3; do :; done; kill -$SIGNAL $CHILD 2>/dev/null) &
            WATCH=$!
            exec 3<&-
            wait $CHILD
            CODE=$?
            kill -9 $WATCH 2>/dev/null
            rm -f "$PID_FILE"
            exit $CODE
            """;

    private static final boolean SETSID =
            Files.isExecutable(Path.of("/usr/bin/setsid")) || Files.isExecutable(Path.of("/bin/setsid"));

    private final Process guard;
    private final Path pidFile;
    private final Path log;

    private GuardedProcess(Process guard, Path pidFile, Path log) {
        this.guard = guard;
        this.pidFile = pidFile;
        this.log = log;
    }

    /**
     * Starts the command under a guard.
     *
     * @param signal what ends the child in good order: INT for PostgreSQL, TERM for the others
     * @param pidFile where the guard writes the child's process id; removed when the child has ended
     * @param log what the child prints is appended here
     */
    public static GuardedProcess start(
            String signal, Path pidFile, Path log, List<String> command, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(pidFile.toAbsolutePath().getParent());
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.deleteIfExists(pidFile);
        var line = new ArrayList<String>();
        if (SETSID) {
            line.add("setsid");
        }
        line.addAll(List.of("/bin/sh", "-c", GUARD, "belastbar-guard", signal, pidFile.toString()));
        line.addAll(command);
        var builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new GuardedProcess(builder.start(), pidFile, log);
    }

    public boolean isAlive() {
        return guard.isAlive();
    }

    public Path log() {
        return log;
    }

    /** The child's process id, not the guard's; empty before the child has started and after it has ended. */
    public Optional<Long> pid() {
        return PidFile.read(pidFile);
    }

    /** Asks the child to end, and says whether it did within the limit. */
    public boolean stop(Duration limit) throws InterruptedException {
        closePipe();
        return guard.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the child and everything below it at once, as a crash would, and waits for the guard. */
    public void kill() throws InterruptedException {
        pid().flatMap(ProcessHandle::of).ifPresent(child -> {
            var below = child.descendants().toList();
            child.destroyForcibly();
            below.forEach(ProcessHandle::destroyForcibly);
        });
        guard.waitFor(10, TimeUnit.SECONDS);
        closePipe();
    }

    /** Sends a signal to the child and everything below it: STOP makes it hang, CONT lets it go on. */
    public void signal(String name) throws IOException, InterruptedException {
        var child = pid().flatMap(ProcessHandle::of).orElseThrow(() -> new IOException("the child has ended"));
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -$0 \"$@\"", name, "" + child.pid()));
        child.descendants().forEach(below -> command.add("" + below.pid()));
        new ProcessBuilder(command).start().waitFor();
    }

    private void closePipe() {
        try {
            guard.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // The guard has ended: there is nobody left to tell.
        }
    }
}
