package io.belastbar.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A child that was left behind is known by its number and its start; whoever else has the number is left alone. */
class PidFileIT {
    @TempDir
    Path folder;

    private Path file;
    private Process process;

    @BeforeEach
    void startSomeProcess() throws Exception {
        file = folder.resolve("redis.pid");
        // Its command line names the folder and the program that an orphan would have.
        process =
                new ProcessBuilder("sh", "-c", "while :; do sleep 1; done", "redis-server", folder.toString()).start();
    }

    @AfterEach
    void endIt() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "USR1"})
    void orphanIsEndedBySignalOfItsFile(String signal) throws Exception {
        Path heard = folder.resolve("heard");
        process.destroyForcibly().waitFor();
        process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "trap 'echo $1 > $0; exit' $1; echo > $0.ready; while :; do sleep 0.05; done",
                        heard.toString(),
                        signal)
                .start();
        while (!Files.exists(folder.resolve("heard.ready"))) {
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
        write(start(), signal);

        assertThat(PidFile.reap(file)).isTrue();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).content().isEqualToIgnoringNewLines(signal);
        assertThat(file).doesNotExist();
    }

    @Test
    void foreignProcessThatGotTheNumberLaterIsLeftAlone() throws Exception {
        write(start().minus(Duration.ofHours(3)), "TERM");

        assertLeftAlone();
    }

    @Test
    void foreignProcessThatStartedBeforeTheOrphanIsLeftAlone() throws Exception {
        write(start().plusSeconds(10), "TERM");

        assertLeftAlone();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%d\n",
                "%d",
                "",
                "redis\n",
                "%d 99999999999999999999 TERM\n",
                "%d yesterday TERM\n",
                "-1 0 KILL\n"
            })
    void fileThatNamesNoStartEndsNobody(String text) throws Exception {
        Files.writeString(file, text.formatted(process.pid()));

        assertLeftAlone();
    }

    @Test
    void fileOfAProcessThatHasEndedIsRemoved() throws Exception {
        var start = start();
        process.destroyForcibly().waitFor();
        write(start, "TERM");

        assertThat(PidFile.reap(file)).isFalse();
        assertThat(file).doesNotExist();
        assertThat(PidFile.reap(file)).isFalse();
    }

    @Test
    void guardedChildIsFoundByTheFileThatItsLauncherWrote() throws Exception {
        var child = GuardedProcess.start(
                "TERM", file, folder.resolve("child.log"), List.of("sh", "-c", "while :; do sleep 1; done"), Map.of());
        var handle = ProcessHandle.of(child.pid().orElseThrow()).orElseThrow();

        assertThat(PidFile.reap(file)).isTrue();

        // Its guard asks for the result a little later, and until then the child has its number.
        assertThat(child.waitFor()).isEqualTo(128 + 15);
        assertThat(handle.isAlive()).isFalse();
    }

    /** Servers are started side by side on that pool, and each start may wait for its orphan. */
    @Test
    void orphanIsEndedWhileEveryThreadOfTheCommonPoolIsTaken() throws Exception {
        var done = new CountDownLatch(1);
        try {
            for (int i = 0; i < 4 * (ForkJoinPool.getCommonPoolParallelism() + 1); i++) {
                ForkJoinPool.commonPool().execute(() -> awaitQuietly(done));
            }
            write(start(), "TERM");

            assertThat(PidFile.reap(file)).isTrue();
        } finally {
            done.countDown();
        }

        assertThat(process.waitFor()).isEqualTo(128 + 15);
    }

    /** In a container the parent of an orphan is often a program that never asks how it ended. */
    @Test
    void orphanWhoseNewParentNeverAsksForItsResultCountsAsEnded() throws Exception {
        Path number = folder.resolve("number");
        process.destroyForcibly().waitFor();
        // The inner shell's parent becomes a program that knows nothing of it.
        process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "sh -c 'echo $$ > $0.tmp; mv $0.tmp $0; exec sleep 600' $0 & exec sleep 600",
                        number.toString())
                .start();
        while (!Files.exists(number)) {
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
        var orphan = ProcessHandle.of(Long.parseLong(Files.readString(number).strip()))
                .orElseThrow();
        Files.writeString(
                file,
                orphan.pid() + " " + orphan.info().startInstant().orElseThrow().toEpochMilli() + " TERM\n");

        assertThat(PidFile.reap(file)).isTrue();

        assertThat(orphan.isAlive()).as("nobody has asked").isTrue();
        assertThat(file).doesNotExist();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertLeftAlone() throws Exception {
        assertThat(PidFile.reap(file)).isFalse();

        assertThat(process.isAlive()).isTrue();
        assertThat(file).doesNotExist();
    }

    private Instant start() {
        return process.toHandle().info().startInstant().orElseThrow();
    }

    private void write(Instant start, String signal) throws Exception {
        Files.writeString(file, process.pid() + " " + start.toEpochMilli() + " " + signal + "\n");
    }
}
