package io.belastbar.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belastbar.local.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {
    private static final long LIMIT_SECONDS = 120;

    /** A build that runs as a background job ignores SIGINT, and so would the command. */
    private static final List<String> LIKE_IN_A_TERMINAL = List.of("env", "--default-signal=INT");

    @TempDir
    Path folder;

    @Test
    void ctrlCEndsTheRunAndStillWritesTheReport() throws Exception {
        boolean possible = new ProcessBuilder("env", "--default-signal=INT", "true")
                        .start()
                        .waitFor()
                == 0;
        assumeTrue(possible, "this env cannot restore signals that the build ignores");
        Files.writeString(folder.resolve("checkout.yml"), "scenario: checkout\n");
        Path csv = folder.resolve("run.csv");
        try (var platform = new PlayedPlatform(folder.resolve("home"))) {
            platform.runsUntilCancelled();
            platform.report("csv", "second");
            Process command = start("run", "checkout.yml", "--system", "shop", "--home", "home", "--out", "csv=" + csv);
            try {
                awaitProgress(platform, command);

                new ProcessBuilder("kill", "-INT", Long.toString(command.pid()))
                        .start()
                        .waitFor();

                assertThat(command.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
                String printed = Files.readString(folder.resolve("printed"));
                assertThat(command.exitValue()).as(printed).isEqualTo(105);
                assertThat(printed).contains("Verdict: ABORTED");
                assertThat(csv).hasContent("second");
                assertThat(platform.received).anyMatch(request -> request.startsWith("DELETE "));
            } finally {
                command.destroyForcibly();
            }
        }
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(LIKE_IN_A_TERMINAL);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile())
                .start();
    }

    private void awaitProgress(PlayedPlatform platform, Process command) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (platform.received.stream().noneMatch(request -> request.contains("/progress"))) {
            assertThat(command.isAlive()).as(this::printed).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private String printed() {
        try {
            return Files.readString(folder.resolve("printed"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
