package io.belastbar.local.ha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.embedded.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A launcher in a process of its own, which ends, is killed or stands still in the middle of faults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class KilledLauncherIT extends RunningServers {
    private static final List<String> CHILDREN =
            List.of("smartbav-db-a", "smartbav-db-b", "smartbav-redis", "fault-proxy");

    /** Each server may take 20 s to end in good order. */
    private static final long END_LIMIT_S = 180;

    @TempDir
    static Path folder;

    private Process launcher;

    @BeforeEach
    void startLauncher() throws Exception {
        if (launcher != null && launcher.isAlive()) {
            return;
        }
        if (home == null) {
            make(folder.resolve("home"), FreePorts.block(36));
            secrets = SampleSecrets.open(home.secrets());
        }
        launcher = launched();
        awaitOpen();
    }

    private Process launched() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServersLauncher.class.getName(),
                        home.path().toString(),
                        Integer.toString(ports.controlDoor() - 15))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void awaitOpen() throws IOException {
        var printed = launcher.inputReader(StandardCharsets.UTF_8);
        String line = printed.readLine();
        while (line != null && !line.equals("open")) {
            line = printed.readLine();
        }
        assertThat(line).as("the launcher started").isEqualTo("open");
    }

    @AfterAll
    void endLauncher() throws Exception {
        launcher.destroy();
        assertThat(launcher.waitFor(END_LIMIT_S, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void launcherThatIsKilledLeavesNobodyStandingAndWhatWasInForceHasEndedForTheNext() throws Exception {
        String token = token();
        for (String child : CHILDREN) {
            assertThat(fault(child, token, "freeze", 3_600_000).status()).isEqualTo(200);
        }
        List<ProcessHandle> family = launcher.descendants().toList();
        await(
                "whole servers stand still, not their first process alone",
                () -> family.stream()
                                .filter(process -> standsStill(process.pid()))
                                .count()
                        > 8);

        launcher.destroyForcibly();

        awaitGone(family);
        startLauncher();
        for (String child : CHILDREN) {
            JsonNode now = child(child);
            assertThat(now.path("state").asText()).as(child).isEqualTo("RUNNING");
            assertThat(now.path("last").path("end").asText()).isEqualTo("LAUNCHER_ENDED");
            assertThat(fault(child, token, "freeze", 1000).status())
                    .as("an order that was under way for long")
                    .isEqualTo(409);
        }
    }

    @Test
    void launcherThatIsKilledBetweenAKillAndItsEndStartsTheChildAnew() throws Exception {
        for (String action : List.of("kill", "stop", "hold")) {
            String token = token();
            fault("smartbav-redis", token, action, 3_600_000);
            List<ProcessHandle> family = launcher.descendants().toList();

            launcher.destroyForcibly();

            awaitGone(family);
            startLauncher();
            assertThat(child("smartbav-redis").path("state").asText())
                    .as(action)
                    .isEqualTo("RUNNING");
            assertThat(child("smartbav-redis").path("fault").isNull()).isTrue();
        }
    }

    @Test
    void launcherThatIsEndedWithEverythingFrozenLeavesNoProcessAtAll() throws Exception {
        for (String child : CHILDREN) {
            fault(child, token(), "freeze", 3_600_000);
        }
        List<ProcessHandle> family = launcher.descendants().toList();

        launcher.destroy();

        assertThat(launcher.waitFor(END_LIMIT_S, TimeUnit.SECONDS)).isTrue();
        // A guard ends a moment after the launcher that it guarded against.
        awaitGone(family);
        assertThat(home.run()).isEmptyDirectory();
    }

    /** In the middle of making the primary, and of copying it. */
    @ParameterizedTest
    @ValueSource(strings = {"smartbav-db-a.new", "smartbav-db-b.new"})
    void firstStartThatIsKilledIsBegunAnew(String underWay) throws Exception {
        endLauncher();
        make(folder.resolve(underWay), FreePorts.block(36));
        secrets = SampleSecrets.open(home.secrets());
        launcher = launched();
        Path begun = home.data().resolve(underWay);
        Path done = home.data().resolve(underWay.replace(".new", ""));
        await(underWay, () -> Files.exists(begun) || Files.exists(done));
        List<ProcessHandle> family = launcher.descendants().toList();

        launcher.destroyForcibly();

        awaitGone(family);
        launcher = launched();
        awaitOpen();
        assertThat(named("primary")).isEqualTo("smartbav-db-a");
        await("a standby streams", () -> call("GET", "/replication", "")
                .json()
                .path("state")
                .asText()
                .equals("streaming"));
    }

    @Test
    void faultIsOverAsSoonAsALauncherThatStoodStillItselfMoves() throws Exception {
        JsonNode frozen = fault("smartbav-redis", token(), "freeze", 1000).json();
        signal("STOP");
        try {
            Instant until = Instant.parse(frozen.path("expiresAt").asText());
            await("its time is over", () -> Instant.now().isAfter(until));
        } finally {
            signal("CONT");
        }

        await("it is well", () -> child("smartbav-redis").path("fault").isNull());
        assertThat(child("smartbav-redis").path("last").path("end").asText()).isEqualTo("EXPIRED");
        assertThat(launcher.descendants().filter(process -> standsStill(process.pid())))
                .isEmpty();
    }

    private void signal(String name) throws Exception {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(launcher.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private static void awaitGone(List<ProcessHandle> family) throws Exception {
        await("nobody of it is left", () -> family.stream().noneMatch(ProcessHandle::isAlive));
    }
}
