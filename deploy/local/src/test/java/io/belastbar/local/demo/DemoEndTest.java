package io.belastbar.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoEndTest {
    private static final long LIMIT_SECONDS = 180;

    @TempDir
    Path folder;

    @Test
    void ctrlCInTheMiddleOfTheLoadIsOneSentenceAndExitCode105() throws Exception {
        boolean possible = new ProcessBuilder("env", "--default-signal=INT", "true")
                        .start()
                        .waitFor()
                == 0;
        assumeTrue(possible, "this env cannot restore signals that the build ignores");
        Path printed = folder.resolve("printed");
        Process demo = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InterruptedDemo.class.getName(),
                        folder.resolve("home").toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertThat(demo.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            demo.destroyForcibly();
        }

        assertThat(Files.readString(printed).lines().filter(line -> !line.isBlank()))
                .containsExactly(
                        "Interrupted before there was a verdict; stopping everything.",
                        "Everything is stopped. Exit code 105.");
        assertThat(demo.exitValue()).isEqualTo(105);
    }
}
