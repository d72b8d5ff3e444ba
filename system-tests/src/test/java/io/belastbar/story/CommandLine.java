package io.belastbar.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the packaged command line as a user would, in its own process. */
final class CommandLine {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private CommandLine() {}

    /** A finished command: its exit code and all that it printed. */
    record Finished(int exitCode, String output) {}

    /** A command that still runs; what it prints goes to {@code log}. */
    record Running(Process process, Path log) {
        String output() throws IOException {
            return Files.readString(log);
        }

        /** Ends it as Ctrl-C would, and waits for it. */
        Finished interrupt(Path home) throws Exception {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the launcher did not stop within 60 s of SIGINT:\n" + output());
            }
            return new Finished(process.exitValue(), output());
        }
    }

    static Finished run(Path log, long limitSeconds, String... arguments) throws Exception {
        var running = start(log, arguments);
        if (!running.process().waitFor(limitSeconds, TimeUnit.SECONDS)) {
            running.process().destroy();
            running.process().waitFor(60, TimeUnit.SECONDS);
            throw new AssertionError(
                    String.join(" ", arguments) + " took more than " + limitSeconds + " s:\n" + running.output());
        }
        return new Finished(running.process().exitValue(), running.output());
    }

    static Running start(Path log, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(ROOT.resolve("belastbar").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // The reactor that runs this test has just built everything, and must not be built over while it runs.
        builder.environment().put("BELASTBAR_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Running(builder.start(), log);
    }

    /** Processes of this machine whose command line names the path. */
    static List<String> processesNaming(Path path) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(process -> process.pid() + " " + commandLineOf(process.pid()))
                .filter(line -> line.contains(path.toString()))
                .toList();
    }

    private static String commandLineOf(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }
}
