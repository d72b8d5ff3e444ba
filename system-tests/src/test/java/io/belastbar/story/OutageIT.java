package io.belastbar.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.running.HeldAway;
import io.belastbar.running.RunningPlatform;
import io.belastbar.running.StoryPlatform;
import io.belastbar.running.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform used through its real doors: wrong input, a load run, and an outage under load. */
@Order(3)
class OutageIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Path DOCUMENTS =
            Path.of("").toAbsolutePath().getParent().resolve("examples/smartbav/belastbar");

    @TempDir
    Path folder;

    private StoryPlatform platform;
    private RunningPlatform api;

    @BeforeEach
    void join() throws Exception {
        platform = StoryPlatform.running();
        api = platform.api();
    }

    @Test
    void documentsAreAppliedOnceAndThenUnchanged() throws Exception {
        Path documents = asAnotherSystem("applied-twice");

        var first = platform.command("apply", "-f", documents.toString());
        var second = platform.command("apply", "-f", documents.toString());

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output()).contains("performance-budget.yml: created by budget, version 2");
        assertThat(second.exitCode()).as(second.output()).isZero();
        assertThat(second.output()).contains("performance-budget.yml: unchanged by budget, version 2");
    }

    @Test
    void badBudgetIsRefusedWithFileLineAndColumnAndNothingIsStored() throws Exception {
        Path bad = folder.resolve("bad-budget.yml");
        Files.writeString(bad, """
                endpoints:
                  "GET /api/v1/employees":
                    target_response_time_p95: fast
                    target_respons_time_p99: 10ms
                """);

        var refused = platform.command("apply", "-f", bad.toString(), "--system", "smartbav");

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(104);
        assertThat(refused.output())
                .containsPattern("bad-budget\\.yml:3:\\d+: .*\\(received fast\\)")
                .containsPattern("bad-budget\\.yml:4:5: .*target_respons_time_p99");
        assertThat(api.get("budget", "/api/v1/systems/smartbav/budget").body()).doesNotContain("respons_time");
    }

    @Test
    void secondLauncherOnTheSameHomeIsRefused() throws Exception {
        var second = platform.command("up");

        assertThat(second.exitCode()).isEqualTo(104);
        assertThat(second.output()).contains("another launcher already runs on " + platform.home());
    }

    @Test
    void loadRunUsesThePlatformThatRunsAndPassesOrIsRefused() throws Exception {
        Path kept = LoadScenario.write(folder, "kept", "p(95)<30000");
        Path faulty = LoadScenario.write(folder, "faulty", "p(95)<soon");
        Path junit = folder.resolve("junit.xml");

        var passed = platform.command("run", kept.toString(), "--out", "junit=" + junit);
        var refused = platform.command("run", faulty.toString());

        assertThat(passed.exitCode()).as(passed.output()).isZero();
        assertThat(passed.output()).contains("Verdict: PASSED").doesNotContain("starting");
        assertThat(junit).content().contains("<testsuite").contains("p(95)");
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(104);
        assertThat(refused.output()).containsPattern("faulty\\.yml:\\d+:\\d+: .*soon");
    }

    @Test
    void postgresAwayUnderARunAbortsItAndEverythingRecoversWithoutARestart() throws Exception {
        // What was read before is still answered meanwhile, from the cache.
        assertThat(api.get("budget", "/api/v1/systems/smartbav/budget").statusCode())
                .isEqualTo(200);
        double before = api.requestsFinished();
        var applied = platform.command("apply", "-f", longRun().toString(), "--system", "smartbav");
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        String runId = api.startRun("smartbav", "outage");
        Waiting.until(LIMIT, () -> api.requestsFinished() > before + 20, platform::output);

        var away = HeldAway.of(platform.home().resolve("data/postgresql.pid"), api.port("postgresql"));
        try {
            Waiting.until(
                    LIMIT,
                    () -> api.get("budget", "/api/v1/systems/smartbav/evaluations")
                                    .statusCode()
                            == 503,
                    platform::output);
            assertThat(api.get("budget", "/api/v1/systems/smartbav/budget").statusCode())
                    .isEqualTo(200);
            var refused = api.get("profiling", "/api/v1/systems/smartbav/findings");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("\"status\":503");
            Waiting.until(LIMIT, () -> api.virtualUsers() == 0, platform::output);
        } finally {
            away.letItComeBack();
        }

        Waiting.until(LIMIT, () -> api.verdictOf(runId) != null, platform::output);
        assertThat(api.verdictOf(runId)).isEqualTo("ABORTED");
        JsonNode run = api.json("loadtest", "/api/v1/test-runs/" + runId);
        assertThat(run.path("reasons").toString()).isNotEqualTo("[]");
        assertThat(run.path("endpoints").findValuesAsText("requests")).isNotEmpty();
        // PostgreSQL answers a moment before the launcher has made sure of its roles.
        Waiting.until(LIMIT, () -> platform.output().contains("postgresql is ready again"), platform::output);
        assertThat(platform.output()).contains("postgresql has ended");
        assertThat(api.get("budget", "/api/v1/systems/smartbav/budget").body()).contains("smart!bAV Performance-Ziele");
        Waiting.until(LIMIT, () -> platform.command("status").exitCode() == 0, platform::output);
    }

    /** The demo's load for so long that the run cannot end by itself before PostgreSQL is missed. */
    private Path longRun() throws Exception {
        String demo = Files.readString(DOCUMENTS.resolve("scenarios/demo.yml"));
        String outage = demo.replace("scenario: demo", "scenario: outage").replace("duration: 40s", "duration: 5m");
        return Files.writeString(folder.resolve("outage.yml"), outage);
    }

    /** The sample's documents under another name, so that nobody has applied them before. */
    private Path asAnotherSystem(String system) throws Exception {
        Path copy = Files.createDirectory(folder.resolve(system));
        for (String document : new String[] {"system.yml", "dependencies.yml", "performance-budget.yml"}) {
            String text = Files.readString(DOCUMENTS.resolve(document));
            Files.writeString(copy.resolve(document), text.replace("system: smartbav", "system: " + system));
        }
        return copy;
    }
}
