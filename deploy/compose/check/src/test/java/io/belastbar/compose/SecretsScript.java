package io.belastbar.compose;

import io.belastbar.compose.file.ComposeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code secrets.sh}, run for a folder that is none of the tree's. */
public final class SecretsScript {
    private SecretsScript() {}

    /** Makes what is missing in the folder, and says what it made. */
    public static String run(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("deploy/compose"));
        Ended ended = started("exec sh \"$0\" \"$1\"", folder.toString());
        if (ended.code() != 0) {
            throw new IOException(ended.output());
        }
        return ended.output();
    }

    /** Starts it by a line of a shell, for which it is {@code $0} and the argument {@code $1}. */
    static Ended started(String line, String argument) throws IOException, InterruptedException {
        Path script = ComposeFile.ROOT.resolve("deploy/compose/secrets.sh");
        Process process = new ProcessBuilder("sh", "-c", line, script.toString(), argument)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    record Ended(int code, String output) {}

    /** The variables of {@code .env}. */
    public static Map<String, String> made(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve(".env")).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
