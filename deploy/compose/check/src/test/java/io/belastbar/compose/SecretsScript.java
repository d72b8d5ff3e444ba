package io.belastbar.compose;

import io.belastbar.compose.file.ComposeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code secrets.sh}, run for a folder that is none of the tree's. */
public final class SecretsScript {
    private SecretsScript() {}

    /** Makes what is missing in the folder. */
    public static void run(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("deploy/compose"));
        int code = new ProcessBuilder(
                        "sh",
                        ComposeFile.ROOT.resolve("deploy/compose/secrets.sh").toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("secrets.log").toFile())
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException(Files.readString(folder.resolve("secrets.log")));
        }
    }

    /** The variables of {@code .env}. */
    public static Map<String, String> made(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve(".env")).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
