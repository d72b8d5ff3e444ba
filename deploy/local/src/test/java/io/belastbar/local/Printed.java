package io.belastbar.local;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;

/** What a command printed on both of its streams, and its exit code. */
public record Printed(int exitCode, String text) {

    public static Printed by(String... arguments) {
        return by(Main::commandLine, arguments);
    }

    /** The same of one command that was made for it. */
    public static Printed by(Callable<Integer> command, String... arguments) {
        return by(() -> new CommandLine(command), arguments);
    }

    /** @param line made where the streams are ours already: it keeps those that it finds */
    private static Printed by(Supplier<CommandLine> line, String... arguments) {
        var bytes = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (var both = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(both);
            System.setErr(both);
            int exitCode = line.get().execute(arguments);
            return new Printed(exitCode, bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
