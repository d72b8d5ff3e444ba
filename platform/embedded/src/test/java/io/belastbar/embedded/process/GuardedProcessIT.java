package io.belastbar.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child that does not listen ends all the same, whether its launcher asks it to or is gone. */
class GuardedProcessIT {
    /** Says that it is deaf before it waits. */
    private static final List<String> DEAF =
            List.of("sh", "-c", "trap '' TERM INT HUP; echo deaf; while :; do sleep 0.1; done");

    @TempDir
    Path folder;

    @Test
    void childThatObeysIsNotKilled() throws Exception {
        var child = GuardedProcess.start("TERM", pidFile(), log(), List.of("sleep", "600"), Map.of());

        assertThat(child.stop(Duration.ofSeconds(60))).isTrue();

        assertThat(child.waitFor()).isEqualTo(128 + 15);
        assertThat(child.pid()).isEmpty();
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void deafChildIsKilledAfterTheLimit() throws Exception {
        var child = GuardedProcess.start("TERM", pidFile(), log(), DEAF, Map.of());
        awaitDeaf();

        assertThat(child.stop(Duration.ofMillis(200))).isFalse();

        assertThat(child.waitFor()).isEqualTo(128 + 9);
        assertThat(pidFile()).doesNotExist();
    }

    @Test
    void childThatHangsIsKilledAfterTheLimit() throws Exception {
        var child = GuardedProcess.start("TERM", pidFile(), log(), List.of("sleep", "600"), Map.of());
        child.pause();
        // A process that got no processor time in between would meet the signal to end before the one to stand still.
        awaitStandstill(child.pid().orElseThrow());

        assertThat(child.stop(Duration.ofMillis(200))).isFalse();

        assertThat(child.waitFor()).isEqualTo(128 + 9);
    }

    @Test
    void deafChildDoesNotOutliveItsLauncher() throws Exception {
        var guard = new ProcessBuilder(GuardedProcess.guarded("TERM", pidFile(), Duration.ofMillis(500), DEAF))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        var child = PidFile.complete(pidFile(), "TERM", guard).orElseThrow();
        awaitDeaf();

        // As the system does when the launcher dies.
        guard.getOutputStream().close();

        child.onExit().get(60, TimeUnit.SECONDS);
        assertThat(guard.waitFor()).isEqualTo(128 + 9);
    }

    /** Nobody could find it at the next start, and it would share its data with the next one. */
    @Test
    void childOfWhichNobodyHasWrittenWhoItIsDoesNothingAndEndsWithItsGuard() throws Exception {
        Path done = folder.resolve("done");
        var guard = new ProcessBuilder(GuardedProcess.guarded(
                        "INT", pidFile(), Duration.ofSeconds(60), List.of("touch", done.toString())))
                .start();
        while (!Files.exists(pidFile()) || Files.readString(pidFile()).isBlank()) {
            guard.waitFor(1, TimeUnit.MILLISECONDS);
        }
        var child = ProcessHandle.of(Long.parseLong(Files.readString(pidFile()).strip()))
                .orElseThrow();

        guard.destroyForcibly().waitFor();

        assertThat(ProcessEnd.within(child, Duration.ofSeconds(60))).isTrue();
        assertThat(done).doesNotExist();
    }

    @Test
    void treeThatHangsEndsInGoodOrderWithItsLauncherAndNoneOfItStandsStill() throws Exception {
        List<String> family = List.of("sh", "-c", "trap 'exit 7' TERM; sleep 600 & echo $!; wait");
        var guard = new ProcessBuilder(GuardedProcess.guarded("TERM", pidFile(), Duration.ofSeconds(60), family))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        var child = PidFile.complete(pidFile(), "TERM", guard).orElseThrow();
        var grandchild = ProcessHandle.of(firstNumberOfTheLog()).orElseThrow();
        PidFile.signal("STOP", Stream.of(child, grandchild));
        awaitStandstill(child.pid());
        awaitStandstill(grandchild.pid());

        guard.getOutputStream().close();

        assertThat(guard.waitFor()).as("it heard the signal").isEqualTo(7);
        assertThat(stateOf(grandchild.pid())).doesNotStartWith("T");
        grandchild.destroyForcibly();
        grandchild.onExit().get(60, TimeUnit.SECONDS);
    }

    @Test
    void deafTreeThatHangsIsKilledAsAWholeWithItsLauncher() throws Exception {
        List<String> family = List.of("sh", "-c", "trap '' TERM; sleep 600 & echo $!; while :; do sleep 0.1; done");
        var guard = new ProcessBuilder(GuardedProcess.guarded("TERM", pidFile(), Duration.ofMillis(500), family))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        var child = PidFile.complete(pidFile(), "TERM", guard).orElseThrow();
        var grandchild = ProcessHandle.of(firstNumberOfTheLog()).orElseThrow();
        PidFile.signal("STOP", Stream.of(child, grandchild));
        awaitStandstill(grandchild.pid());

        guard.getOutputStream().close();

        assertThat(guard.waitFor()).isEqualTo(128 + 9);
        grandchild.onExit().get(60, TimeUnit.SECONDS);
    }

    @Test
    void whoWasToldToHangIsWokenAlsoWhenItsParentHasEndedMeanwhile() throws Exception {
        List<String> family = List.of("sh", "-c", "sleep 600 & echo $!; wait");
        var child = GuardedProcess.start("TERM", pidFile(), log(), family, Map.of());
        var grandchild = ProcessHandle.of(firstNumberOfTheLog()).orElseThrow();
        child.pause();
        awaitStandstill(grandchild.pid());
        ProcessHandle.of(child.pid().orElseThrow()).orElseThrow().destroyForcibly();
        assertThat(child.waitFor()).isEqualTo(128 + 9);

        child.resume();

        assertThat(stateOf(grandchild.pid())).doesNotStartWith("T");
        grandchild.destroyForcibly();
    }

    @Test
    void commandThatCannotStartSaysSo() throws Exception {
        var child = GuardedProcess.start("TERM", pidFile(), log(), List.of("/no/such/program"), Map.of());

        assertThat(child.waitFor()).isEqualTo(127);
        assertThat(child.stop(Duration.ofSeconds(60))).isTrue();
        assertThat(pidFile()).doesNotExist();
    }

    private void awaitDeaf() throws Exception {
        while (!Files.readString(log()).contains("deaf")) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private long firstNumberOfTheLog() throws Exception {
        while (!Files.readString(log()).contains("\n")) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return Long.parseLong(Files.readString(log()).lines().findFirst().orElseThrow());
    }

    private static void awaitStandstill(long pid) throws Exception {
        while (!stateOf(pid).startsWith("T")) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static String stateOf(long pid) throws Exception {
        var state = List.of("ps", "-o", "state=", "-p", Long.toString(pid));
        return new String(new ProcessBuilder(state).start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Path pidFile() {
        return folder.resolve("child.pid");
    }

    private Path log() {
        return folder.resolve("child.log");
    }
}
