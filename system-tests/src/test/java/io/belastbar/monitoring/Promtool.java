package io.belastbar.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus' own tool, where it is installed; elsewhere the test says that it was skipped. */
final class Promtool {

    private Promtool() {}

    record Said(int exit, String text) {}

    static Said run(Path folder, String... arguments) throws IOException, InterruptedException {
        var installed = Stream.of(System.getenv("PATH").split(":"))
                .map(each -> Path.of(each, "promtool"))
                .anyMatch(Files::isExecutable);
        assumeTrue(installed, "promtool is not installed (Debian: apt-get install prometheus)");
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return new Said(process.waitFor(), text);
    }
}
