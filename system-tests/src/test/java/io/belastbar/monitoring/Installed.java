package io.belastbar.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of others, where they are installed; elsewhere the test says that it was skipped, and what brings them. */
public final class Installed {

    private Installed() {}

    /**
     * @param debian the package that brings it
     * @param names of which the first is taken that is there
     */
    public static Path program(String debian, String... names) {
        var program = Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(each -> Path.of(each, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), names[0] + " is not installed (Debian: apt-get install " + debian + ")");
        return program.get();
    }

    /** What a command said until its end. */
    public static Said run(Path folder, List<String> command) throws IOException, InterruptedException {
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

    public record Said(int exit, String text) {}
}
