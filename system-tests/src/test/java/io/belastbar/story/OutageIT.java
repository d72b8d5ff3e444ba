package io.belastbar.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One platform, used through its real doors: wrong input, a load run, an outage under load, and the end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageIT {
    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Duration RUN_LIMIT = Duration.ofSeconds(120);
    private static final String DOCUMENTS = "examples/smartbav/belastbar";

    @TempDir
    static Path folder;

    private static Path home;
    private static CommandLine.Running platform;
    private static RunningPlatform api;

    @BeforeAll
    static void startPlatform() throws Exception {
        home = folder.resolve("home");
        platform = CommandLine.start(
                folder.resolve("up.log"),
                List.of("up", "--home", home.toString(), "--base-port", Integer.toString(CommandLine.freeBasePort())),
                List.of("--no-training", "--restart-after", "15", "--tenants", "4", "--employees-per-tenant", "200"));
        Waiting.until(START_LIMIT, () -> platform.output().contains("Ready after"), platform::output);
        api = RunningPlatform.of(home);
    }

    @AfterAll
    static void endPlatform() throws Exception {
        if (platform != null && platform.process().isAlive()) {
            platform.interrupt();
        }
    }

    @Test
    @Order(1)
    void documentsAreAppliedOnceAndThenUnchanged() throws Exception {
        var first = run("apply", "-f", DOCUMENTS, "--home", home.toString());
        var second = run("apply", "-f", DOCUMENTS, "--home", home.toString());

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output()).contains("performance-budget.yml: stored by budget, version 2");
        assertThat(second.exitCode()).as(second.output()).isZero();
        assertThat(second.output()).contains("performance-budget.yml: unchanged by budget, version 2");
    }

    @Test
    @Order(2)
    void badBudgetIsRefusedWithFileLineAndColumnAndNothingIsStored() throws Exception {
        Path bad = folder.resolve("bad-budget.yml");
        Files.writeString(bad, """
                endpoints:
                  "GET /api/v1/employees":
                    target_response_time_p95: fast
                    target_respons_time_p99: 10ms
                """);

        var refused = run("apply", "-f", bad.toString(), "--system", "smartbav", "--home", home.toString());

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(104);
        assertThat(refused.output())
                .containsPattern("bad-budget\\.yml:3:\\d+: .*\\(received fast\\)")
                .containsPattern("bad-budget\\.yml:4:5: .*target_respons_time_p99");
        assertThat(api.get("budget", "/api/v1/systems/smartbav/budget").body()).doesNotContain("respons_time");
    }

    @Test
    @Order(3)
    void secondLauncherOnTheSameHomeIsRefused() throws Exception {
        var second = run("up", "--home", home.toString());

        assertThat(second.exitCode()).isEqualTo(104);
        assertThat(second.output()).contains("another launcher already runs on " + home);
    }

    @Test
    @Order(4)
    void loadRunUsesThePlatformThatRunsAndPassesOrIsRefused() throws Exception {
        Path kept = LoadScenario.write(folder, "kept", "p(95)<30000");
        Path faulty = LoadScenario.write(folder, "faulty", "p(95)<soon");
        Path junit = folder.resolve("junit.xml");

        var passed = run("run", kept.toString(), "--home", home.toString(), "--out", "junit=" + junit);
        var refused = run("run", faulty.toString(), "--home", home.toString());

        assertThat(passed.exitCode()).as(passed.output()).isZero();
        assertThat(passed.output()).contains("Verdict: PASSED").doesNotContain("starting");
        assertThat(junit).content().contains("<testsuite").contains("p(95)");
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(104);
        assertThat(refused.output()).containsPattern("faulty\\.yml:\\d+:\\d+: .*soon");
    }

    @Test
    @Order(5)
    void postgresStoppedUnderARunAbortsItAndEverythingRecoversWithoutARestart() throws Exception {
        String runId = api.startRun("smartbav", "demo");
        Waiting.until(RUN_LIMIT, () -> api.requestsFinished() > 20, platform::output);

        CommandLine.signal(
                "INT",
                Long.parseLong(
                        Files.readString(home.resolve("data/postgresql.pid")).strip()));
        Waiting.until(
                RUN_LIMIT,
                () -> api.get("budget", "/api/v1/systems/smartbav/evaluations").statusCode() == 503,
                platform::output);
        // A budget that was read before is still answered, from the cache.
        assertThat(api.get("budget", "/api/v1/systems/smartbav/budget").statusCode())
                .isEqualTo(200);
        var refused = api.get("profiling", "/api/v1/systems/smartbav/findings");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("\"status\":503");

        Waiting.until(RUN_LIMIT, () -> api.verdictOf(runId) != null, platform::output);
        assertThat(api.verdictOf(runId)).isEqualTo("ABORTED");
        JsonNode run = api.json("loadtest", "/api/v1/test-runs/" + runId);
        assertThat(run.path("reasons").toString()).isNotEqualTo("[]");
        assertThat(run.path("endpoints").findValuesAsText("requests")).isNotEmpty();
        assertThat(platform.output()).contains("postgresql has ended").contains("postgresql is ready again");
        assertThat(api.get("budget", "/api/v1/systems/smartbav/budget").body()).contains("smart!bAV Performance-Ziele");
        Waiting.until(RUN_LIMIT, () -> run("status", "--home", home.toString()).exitCode() == 0, platform::output);
    }

    @Test
    @Order(6)
    void nothingIsLeftAfterCtrlC() throws Exception {
        var ended = platform.interrupt();

        assertThat(ended.output()).contains("Ready after");
        assertThat(CommandLine.processesNaming(home)).isEmpty();
        assertThat(Files.exists(home.resolve("run/connection.properties"))).isFalse();
    }

    private static CommandLine.Finished run(String... arguments) throws Exception {
        return CommandLine.run(Files.createTempFile(folder, "command-", ".log"), 60, arguments);
    }
}
