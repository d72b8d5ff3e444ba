package io.belastbar.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.running.StoryPlatform;
import io.belastbar.running.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises of all five source systems, as their documents say them, against runs of the sample system and against
 * measurements. A step of the scenario carries the endpoint or the tag that the promise is about.
 */
@Order(2)
class PromisesIT {
    private static final Duration EVALUATION_LIMIT = Duration.ofSeconds(120);
    private static final List<String> SYSTEMS = List.of("smartbav", "wattos", "aktienanalyse", "freshplan", "keiko");

    @TempDir
    Path folder;

    private StoryPlatform platform;

    @BeforeEach
    void join() throws Exception {
        platform = StoryPlatform.running();
    }

    @Test
    void everySystemsDocumentsAreJudgedByARunAndByMeasurements() throws Exception {
        for (String system : SYSTEMS) {
            applyBudgets(system);
            run(system);
        }
        measure("wattos", "cache", "hit_ratio", "84%");
        measure("keiko", "cpu", "utilisation", "64%");
        measure("aktienanalyse", "materialized_view_refresh", "duration", "28 s");
        assertThat(measure("freshplan", "initial-bundle", "size", "230kB")).isEqualTo(99);

        for (String system : SYSTEMS) {
            assertJudged(system);
        }
    }

    /** Every promise is listed, those that the run shows have a verdict, and a broken one is told. */
    private void assertJudged(String system) throws Exception {
        JsonNode report =
                platform.api().json("budget", "/api/v1/systems/" + system + "/reports/performance-budget-compliance");
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
    private void applyBudgets(String system) throws Exception {
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
            var applied = platform.command("apply", "-f", document.toString(), "--system", system);
            assertThat(applied.exitCode()).as(applied.output()).isZero();
            // The demo has applied those of its own system.
            assertThat(applied.output()).contains(system.equals("smartbav") ? "unchanged by" : "created by");
        }
    }

    private void run(String system) throws Exception {
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
        int before = evaluations(system);
        var run = platform.command("run", scenario.toString(), "--system", system, "--label", "version=1.0");
        assertThat(run.exitCode()).as(run.output()).isZero();
        Waiting.until(EVALUATION_LIMIT, () -> evaluations(system) > before, () -> "no evaluation of " + system);
    }

    private int evaluations(String system) throws Exception {
        return platform.api()
                .json("budget", "/api/v1/systems/" + system + "/evaluations")
                .path("items")
                .size();
    }

    private int measure(String system, String subject, String metric, String value) throws Exception {
        return platform.command("measure", subject, metric, value, "--system", system)
                .exitCode();
    }
}
