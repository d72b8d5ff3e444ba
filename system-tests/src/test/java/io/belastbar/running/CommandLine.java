package io.belastbar.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Runs the packaged command line as a user would, in its own process. */
public final class CommandLine {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    /** A launcher may wait 20 s for a training, 15 s for starts, and 40 s and 30 s for who is deaf to its end. */
    private static final long END_LIMIT_S = 180;

    private static final Duration GUARDS_LIMIT = Duration.ofSeconds(60);
    private static final int PORTS = 40;

    private CommandLine() {}

    /** A finished command: its exit code and all that it printed. */
    public record Finished(int exitCode, String output) {}

    /** A command that still runs; what it prints goes to {@code log}. */
    public record Running(Process process, Path log) {
        public String output() throws IOException {
            return Files.readString(log);
        }

        /** Ends it as Ctrl-C would, and waits for it. */
        public Finished interrupt() throws Exception {
            signal("INT", process.pid());
            if (!process.waitFor(END_LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "the launcher did not stop within " + END_LIMIT_S + " s of SIGINT:\n" + output());
            }
            return new Finished(process.exitValue(), output());
        }
    }

    public static Finished run(Path log, long limitSeconds, String... arguments) throws Exception {
        var running = start(log, arguments);
        if (!running.process().waitFor(limitSeconds, TimeUnit.SECONDS)) {
            running.process().destroy();
            running.process().waitFor(END_LIMIT_S, TimeUnit.SECONDS);
            throw new AssertionError(
                    String.join(" ", arguments) + " took more than " + limitSeconds + " s:\n" + running.output());
        }
        return new Finished(running.process().exitValue(), running.output());
    }

    public static Running start(Path log, String... arguments) throws IOException {
        return start(log, List.of(arguments), List.of());
    }

    public static Running start(Path log, List<String> arguments, List<String> options) throws IOException {
        return start(log, arguments, options, Map.of());
    }

    /** @param environment over the test's own */
    public static Running start(Path log, List<String> arguments, List<String> options, Map<String, String> environment)
            throws IOException {
        var command = new ArrayList<>(List.of(ROOT.resolve("belastbar").toString()));
        command.addAll(arguments);
        command.addAll(options);
        var builder = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // The reactor that runs this test has just built everything, and must not be built over while it runs.
        builder.environment().put("BELASTBAR_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // A story is about what a verdict leads to; on a busy machine the generator would be late and the verdict
        // INVALID.
        builder.environment().put("BELASTBAR_LOADTEST_LATENESS_LIMIT", "30s");
        // Nor is PostgreSQL gone that answers late there; a run that is not ended by 30 s has lost its instance.
        builder.environment().put("BELASTBAR_LOADTEST_STORAGE_GONE_AFTER", "20s");
        builder.environment().putAll(environment);
        return new Running(builder.start(), log);
    }

    /** The child that a pid file of a home names, while it lives; empty between two starts. */
    public static Optional<ProcessHandle> childOf(Path pidFile) throws IOException {
        try {
            String text = Files.readString(pidFile).strip();
            return text.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(text.split("\\s+")[0])).filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException betweenTwoStarts) {
            return Optional.empty();
        }
    }

    public static void signal(String signal, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** A base port whose block is free, below the range from which the system gives out ports. */
    public static int freeBasePort() {
        return IntStream.iterate(30_000, base -> base < 32_000, base -> base + PORTS)
                .filter(base -> IntStream.range(base, base + PORTS).allMatch(CommandLine::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Nobody of the home is left: a guard ends a moment after the launcher that it guarded against. */
    public static void awaitNobodyNaming(Path home) throws Exception {
        Waiting.until(GUARDS_LIMIT, () -> processesNaming(home).isEmpty(), () -> "left over: " + processesNaming(home));
    }

    /** Processes of this machine whose command line names the path. */
    public static List<String> processesNaming(Path path) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> process.pid() + " " + commandLineOf(process.pid()))
                .filter(line -> line.contains(path.toString()))
                .toList();
    }

    /** Empty for a process that has ended. */
    public static String commandLineOf(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}
