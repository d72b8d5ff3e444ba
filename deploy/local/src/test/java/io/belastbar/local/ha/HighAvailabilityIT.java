package io.belastbar.local.ha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.embedded.FreePorts;
import io.belastbar.embedded.PrivateProperties;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.status.PatientStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample's own servers, really broken through the door; each test leaves a primary and a standby that streams. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class HighAvailabilityIT extends RunningServers {
    @TempDir
    static Path folder;

    @BeforeAll
    void startAll() throws Exception {
        make(folder.resolve("home"), FreePorts.block(36));
        launch();
        execute("CREATE TABLE smartbav_probe.t (id bigint PRIMARY KEY)");
    }

    @AfterAll
    void endAll() throws Exception {
        end();
    }

    @BeforeEach
    void awaitPair() throws Exception {
        await("a standby streams", () -> call("GET", "/replication", "")
                .json()
                .path("state")
                .asText()
                .equals("streaming"));
    }

    @AfterEach
    void endFaults() throws Exception {
        for (JsonNode child : children()) {
            if (child.path("fault").isTextual()) {
                String name = child.path("name").asText();
                String token = child.path("fault").asText();
                await(
                        name + " is well",
                        () -> call("DELETE", "/children/" + name + "/fault?token=" + token, "")
                                        .status()
                                == 200);
            }
        }
    }

    @Test
    void primaryThatIsKilledStaysDeadAndItsStandbyTakesOverBehindTheSameAddress() throws Exception {
        String primary = named("primary");
        String standby = named("standby");
        execute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")");
        String token = token();

        assertThat(fault(primary, token, "kill", 120_000).json().path("state").asText())
                .isEqualTo("KILLED");
        assertThat(call("POST", "/children/" + primary + "/promote", "").status())
                .isEqualTo(409);
        JsonNode promoted = await200("POST", "/children/" + standby + "/promote");

        assertThat(promoted.path("role").asText()).isEqualTo("primary");
        assertThat(promoted.path("tookMs").isNumber()).isTrue();
        await("the address takes writes", () -> canExecute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));
        assertThat(child(primary).path("role").asText()).isEqualTo("superseded");
        assertThat(call("POST", "/children/" + primary + "/start", "").status())
                .as("never beside the promoted one")
                .isEqualTo(409);
        assertThat(fault(primary, token(), "freeze", 1000).status()).isEqualTo(409);

        var well = await200("DELETE", "/children/" + primary + "/fault?token=" + token);
        assertThat(well.path("role").asText()).isEqualTo("standby");
        assertThat(well.path("state").asText()).isEqualTo("RUNNING");
        assertThat(await200("DELETE", "/children/" + primary + "/fault?token=" + token)
                        .path("state")
                        .asText())
                .as("idempotent")
                .isEqualTo("RUNNING");
        assertThat(fault(primary, token, "kill", 1000).json().path("detail").asText())
                .as("an order that was late")
                .isEqualTo(primary + ": fault " + token + " has ended: TAKEN_BACK");
    }

    @Test
    void whatTheFormerPrimaryAloneHadIsReadBeforeItIsSeededAnewAndAfterIt() throws Exception {
        String primary = named("primary");
        String standby = named("standby");
        String token = token();
        await200("POST", "/children/" + primary + "/start");
        assertThat(call("POST", "/children/" + standby + "/start-alone", "")
                        .json()
                        .path("detail")
                        .asText())
                .contains("nothing was kept");
        // Replication is silent: what is committed now never arrives.
        proxy("POST", "/proxies/smartbav-replication/toxics", """
                {"name":"up","type":"timeout","stream":"upstream","attributes":{"timeout":0}}""");
        proxy("POST", "/proxies/smartbav-replication/toxics", """
                {"name":"down","type":"timeout","stream":"downstream","attributes":{"timeout":0}}""");
        int lost = 1_000_000 + ++counter;
        execute("INSERT INTO smartbav_probe.t VALUES (" + lost + ")");
        fault(primary, token, "kill", 120_000);
        await200("POST", "/children/" + standby + "/promote");
        proxy("DELETE", "/proxies/smartbav-replication/toxics/up", "");
        proxy("DELETE", "/proxies/smartbav-replication/toxics/down", "");
        await("the address takes writes", () -> canExecute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));
        String query = "SELECT count(*) FROM smartbav_probe.t WHERE id = " + lost;
        assertThat(number(ports.databaseAddress(), query)).as("lost").isZero();

        JsonNode alone = await200("POST", "/children/" + primary + "/start-alone", "{\"expiresAfterMs\":600000}");

        assertThat(alone.path("alone").asText()).isEqualTo("127.0.0.1:" + ports.oldDatabase());
        assertThat(alone.path("role").asText()).isEqualTo("superseded");
        assertThat(number(ports.oldDatabase(), query)).as("recoverable").isOne();
        assertThat(sqlState(ports.oldDatabase(), "INSERT INTO smartbav_probe.t VALUES (0)"))
                .isEqualTo("25006");
        await200("POST", "/children/" + primary + "/stop-alone");
        await200("POST", "/children/" + primary + "/reseed");
        assertThat(child(primary).path("role").asText()).isEqualTo("standby");
        await200("POST", "/children/" + primary + "/start-alone");
        assertThat(number(ports.oldDatabase(), query)).as("still recoverable").isOne();
        await200("POST", "/children/" + primary + "/stop-alone");
    }

    @Test
    void primaryThatHangsIsNoReasonToPromoteUnlessItIsFenced() throws Exception {
        String primary = named("primary");
        String standby = named("standby");
        String token = token();
        assertThat(fault(primary, token, "freeze", 120_000).json().path("state").asText())
                .isEqualTo("FROZEN");

        var refused = call("POST", "/children/" + standby + "/promote", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asText()).startsWith(primary + " still runs");
        await200("POST", "/children/" + standby + "/promote", "{\"fence\":true}");

        await("the address takes writes", () -> canExecute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));
        assertThat(stopped()).as("nobody stands still").isEmpty();
        assertThat(await200("DELETE", "/children/" + primary + "/fault?token=" + token)
                        .path("role")
                        .asText())
                .isEqualTo("standby");
    }

    @Test
    void frozenServerIsWokenWithAllItsProcessesWhenItsTimeIsOver() throws Exception {
        String primary = named("primary");

        fault(primary, token(), "freeze", 5000);
        await(
                "postmaster and more stand still, or its time is over already",
                () -> stopped().size() > 2 || child(primary).path("fault").isNull());

        await("it ended by itself", () -> child(primary).path("fault").isNull());
        assertThat(stopped()).isEmpty();
        assertThat(child(primary).path("last").path("end").asText()).isEqualTo("EXPIRED");
        execute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")");
    }

    @Test
    void synchronousReplicationIsChosenAndGivenUpWhileAllRuns() throws Exception {
        assertThat(await200("PUT", "/replication", "{\"mode\":\"sync\"}")
                        .path("mode")
                        .asText())
                .isEqualTo("sync");
        await(
                "the standby is synchronous",
                () -> number(
                                ports.databaseAddress(),
                                "SELECT count(*) FROM pg_settings WHERE setting = 'smartbav_standby'")
                        == 1);
        String standby = named("standby");
        fault(standby, token(), "freeze", 120_000);
        var commit =
                CompletableFuture.runAsync(() -> execute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));
        await(
                "the commit waits for the standby",
                () -> number(
                                ports.databaseAddress(),
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND usename = 'smartbav_probe'")
                        == 1);

        assertThat(await200("PUT", "/replication", "{\"mode\":\"async\"}")
                        .path("mode")
                        .asText())
                .isEqualTo("async");

        commit.get(60, TimeUnit.SECONDS);
    }

    @Test
    void redisAndTheProxyItselfAreBrokenAndComeBack() throws Exception {
        for (String name : List.of("smartbav-redis", "fault-proxy")) {
            String token = token();
            assertThat(fault(name, token, "kill", 120_000).json().path("state").asText())
                    .as(name)
                    .isEqualTo("KILLED");
            assertThat(call("POST", "/release", "{\"token\":\"" + token + "\"}").status())
                    .isIn(200, 503);
            await(
                    name + " runs",
                    () -> child(name).path("state").asText().equals("RUNNING")
                            && child(name).path("fault").isNull());
        }
        await("the address leads on", () -> canExecute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));
    }

    @Test
    void serverThatIsToldToStopEndsInGoodOrderAndIsStartedByHand() throws Exception {
        String standby = named("standby");
        fault(standby, token(), "stop", 120_000);
        assertThat(child(standby).path("state").asText()).isEqualTo("STOPPED");
        assertThat(home.data().resolve(standby + ".log")).content().contains("received fast shutdown request");

        await200("POST", "/children/" + standby + "/start");

        assertThat(child(standby).path("state").asText()).isEqualTo("RUNNING");
        assertThat(child(standby).path("last").path("end").asText()).isEqualTo("TAKEN_BACK");
    }

    @Test
    void nextLauncherEndsWhatWasInForceAndNeverStartsAFormerPrimaryBesideThePromotedOne() throws Exception {
        String primary = named("primary");
        String standby = named("standby");
        String token = token();
        fault(primary, token, "kill", 3_600_000);
        fault("smartbav-redis", "redis-" + token, "freeze", 3_600_000);
        await200("POST", "/children/" + standby + "/promote");
        await("the address takes writes", () -> canExecute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")"));

        end();
        assertThat(stopped()).isEmpty();
        launch();

        assertThat(named("primary")).isEqualTo(standby);
        assertThat(child(primary).path("role").asText()).isEqualTo("standby");
        assertThat(child(primary).path("last").path("end").asText()).isEqualTo("LAUNCHER_ENDED");
        assertThat(fault(primary, token, "kill", 1000).status()).isEqualTo(409);
        assertThat(number(ports.databaseAddress(), "SELECT count(*) FROM smartbav_probe.t WHERE id = " + counter))
                .isOne();
    }

    @Test
    void onlyAStandbyThatRunsAndIsWholeIsPromotedAndOnlyASupersededOneIsSeededAnew() throws Exception {
        String primary = named("primary");
        String standby = named("standby");

        JsonNode again = await200("POST", "/children/" + primary + "/promote");
        assertThat(again.path("role").asText()).as("nothing to do").isEqualTo("primary");
        var running = call("POST", "/children/" + primary + "/reseed", "");
        assertThat(running.status()).isEqualTo(409);
        assertThat(running.json().path("detail").asText()).isEqualTo(primary + " is the primary and needs no new copy");
        assertThat(call("POST", "/children/" + standby + "/reseed", "").status())
                .isEqualTo(409);
        assertThat(call("POST", "/children/smartbav-redis/promote", "").status())
                .isEqualTo(409);

        for (String action : List.of("freeze", "hold", "stop", "kill")) {
            String token = token();
            fault(standby, token, action, 120_000);
            var refused = call("POST", "/children/" + standby + "/promote", "{\"fence\":true}");
            assertThat(refused.status()).as(action).isEqualTo(409);
            assertThat(refused.json().path("detail").asText())
                    .isEqualTo("%s cannot be promoted: fault %s is in force there".formatted(standby, token));
            await200("DELETE", "/children/" + standby + "/fault?token=" + token);
        }
        assertThat(named("primary")).as("the primary was not fenced for it").isEqualTo(primary);
        execute("INSERT INTO smartbav_probe.t VALUES (" + ++counter + ")");
    }

    @Test
    void statusSaysWhoIsPrimaryAndWhichFaultIsInForceUntilWhen() throws Exception {
        String primary = named("primary");
        String standby = named("standby");
        PrivateProperties.write(home.connectionFile(), servers.connection().shared());
        PrivateProperties.write(home.tokensFile(), Map.of());

        var well = PatientStatus.says(home.path(), text -> assertThat(text)
                .containsPattern(primary + " +ready +127\\.0\\.0\\.1:\\d+  \\(primary\\)")
                .containsPattern(standby + " +ready +127\\.0\\.0\\.1:\\d+  \\(standby\\)")
                .containsPattern("smartbav-redis +ready ")
                .containsPattern("fault-proxy +ready ")
                .containsPattern("control-door +ready ")
                .contains("Everything is ready."));
        assertThat(well.exitCode()).isZero();
        String freeze = token();
        String hold = token();
        String kill = token();
        String until = fault(standby, freeze, "freeze", 120_000)
                .json()
                .path("expiresAt")
                .asText()
                .substring(0, 19);
        fault(primary, hold, "hold", 120_000);
        fault("smartbav-redis", kill, "kill", 120_000);

        var broken = PatientStatus.says(home.path(), text -> assertThat(text)
                .containsPattern(
                        standby + " +frozen .*\\(standby; fault " + freeze + " \\(freeze\\) until " + until + "Z\\)")
                .containsPattern(primary + " +ready .*\\(primary; fault " + hold + " \\(hold\\) until .*Z\\)")
                .containsPattern("smartbav-redis +killed .*\\(fault " + kill + " \\(kill\\) until .*Z\\)")
                .contains("Faults in force: 3.\nNot everything is ready."));
        assertThat(broken.exitCode()).isEqualTo(ExitCodes.ABORTED);
    }

    @Test
    void platformsOwnServersAreRefusedByNameAndStrangersAreUnknown() throws Exception {
        assertThat(fault("postgresql", token(), "kill", 1000).status()).isEqualTo(403);
        assertThat(fault("kafka", token(), "hold", 1000).status()).isEqualTo(403);
        assertThat(call("POST", "/children/redis/start", "").status()).isEqualTo(403);
        assertThat(fault("nobody", token(), "kill", 1000).status()).isEqualTo(404);
    }
}
