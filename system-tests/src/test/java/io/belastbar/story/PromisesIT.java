package io.belastbar.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises of all five source systems, as their documents say them, against runs of the sample system and against
 * measurements. A step of the scenario carries the endpoint or the tag that the promise is about.
 */
class PromisesIT {
    private static final long START_SECONDS = 180;
    private static final long COMMAND_SECONDS = 120;
    private static final List<String> SYSTEMS = List.of("smartbav", "wattos", "aktienanalyse", "freshplan", "keiko");

    @TempDir
    Path folder;

    @Test
    void everySystemsDocumentsAreJudgedByARunAndByMeasurements() throws Exception {
        Path home = folder.resolve("home");
        var platform = CommandLine.start(
                folder.resolve("up.log"),
                List.of("up", "--home", home.toString(), "--base-port", "" + CommandLine.freeBasePort()),
                List.of());
        try {
            Waiting.until(
                    Duration.ofSeconds(START_SECONDS),
                    () -> platform.output().contains("Ready after"),
                    platform::output);
            for (String system : SYSTEMS) {
                applyBudgets(system, home);
                run(system, home);
            }
            measure(home, "wattos", "cache", "hit_ratio", "84%");
            measure(home, "keiko", "cpu", "utilisation", "64%");
            measure(home, "aktienanalyse", "materialized_view_refresh", "duration", "28 s");
            assertThat(measure(home, "freshplan", "initial-bundle", "size", "230kB"))
                    .isEqualTo(99);

            for (String system : SYSTEMS) {
                assertJudged(system, RunningPlatform.of(home));
            }
        } finally {
            platform.interrupt();
        }
        Waiting.until(
                Duration.ofSeconds(10),
                () -> CommandLine.processesNaming(home).isEmpty(),
                () -> "left over: " + CommandLine.processesNaming(home));
    }

    /** Every promise is listed, those that the run shows have a verdict, and a broken one is told. */
    private static void assertJudged(String system, RunningPlatform platform) throws Exception {
        JsonNode report =
                platform.json("budget", "/api/v1/systems/" + system + "/reports/performance-budget-compliance");
        JsonNode promises = report.path("promises");
        assertThat(promises).as(report.toString()).isNotEmpty();
        List<String> judged = StreamSupport.stream(promises.spliterator(), false)
                .filter(promise ->
                        !promise.path("result").path("verdict").asText().equals("NO_DATA"))
                .map(promise -> promise.path("result").path("subject").asText() + " "
                        + promise.path("result").path("metric").asText())
                .toList();
        assertThat(judged).as(system).containsAll(shown(system));
    }

    private static List<String> shown(String system) {
        return switch (system) {
            case "smartbav" -> List.of("GET /api/v1/employees target_response_time_p95");
            case "wattos" -> List.of("* target_response_time_p95", "* target_error_rate", "cache target_hit_ratio");
            case "aktienanalyse" ->
                List.of(
                        "aktienanalyse_core / portfolio_calculation target_response_time_p95",
                        "aktienanalyse_core / /api/portfolios target_response_time_p95",
                        "database_performance / materialized_view_refresh target_duration");
            case "freshplan" ->
                List.of("Settings Registry mit ETag target_response_time_p95", "initial-bundle target_size");
            default -> List.of("* target_response_time_p99", "* target_throughput", "cpu target_utilisation");
        };
    }

    /** Only the promises: the folders' scenarios aim at targets that are not here. */
    private void applyBudgets(String system, Path home) throws Exception {
        Path examples = Path.of("")
                .toAbsolutePath()
                .getParent()
                .resolve("examples")
                .resolve(system)
                .resolve("belastbar");
        List<Path> documents;
        try (var files = Files.list(examples)) {
            documents = files.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path document : documents) {
            var applied = command(home, "apply", "-f", document.toString(), "--system", system);
            assertThat(applied.exitCode()).as(applied.output()).isZero();
            assertThat(applied.output()).contains("stored by");
        }
    }

    private void run(String system, Path home) throws Exception {
        Path scenario = folder.resolve(system + ".yml");
        Files.writeString(scenario, """
                scenario: promises
                target: smartbav-api
                load: { model: closed, users: 4, duration: 4s }
                steps:
                  - name: login
                    request: POST /auth/login
                    body: { email: "makler${vu}@smartcloud.de", password: testpass123 }
                    check: { status: 200 }
                    extract: { token: "$.access_token" }
                  - { name: list, request: "GET /api/v1/employees?limit=10", endpoint: "%s", tag: "%s",
                      headers: { Authorization: "Bearer ${token}" }, check: { status: 200 } }
                  - { name: again, request: "GET /api/v1/employees?limit=10", endpoint: "%s", tag: "%s",
                      headers: { Authorization: "Bearer ${token}" }, check: { status: 200 } }
                """.formatted(
                        system.equals("aktienanalyse") ? "GET /api/portfolios" : "GET /api/v1/employees",
                        "list",
                        "GET /api/v1/employees/again",
                        system.equals("freshplan") ? "Settings Registry mit ETag" : "portfolio_calculation"));
        var run = command(home, "run", scenario.toString(), "--system", system, "--label", "version=1.0");
        assertThat(run.exitCode()).as(run.output()).isZero();
        RunningPlatform platform = RunningPlatform.of(home);
        Waiting.until(
                Duration.ofSeconds(COMMAND_SECONDS),
                () -> platform.json("budget", "/api/v1/systems/" + system + "/evaluations")
                                .path("items")
                                .size()
                        > 0,
                () -> "no evaluation of " + system);
    }

    private int measure(Path home, String system, String subject, String metric, String value) throws Exception {
        return command(home, "measure", subject, metric, value, "--system", system)
                .exitCode();
    }

    private CommandLine.Finished command(Path home, String... arguments) throws Exception {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--home");
        all.add(home.toString());
        return CommandLine.run(
                Files.createTempFile(folder, "command", ".log"), COMMAND_SECONDS, all.toArray(String[]::new));
    }
}
