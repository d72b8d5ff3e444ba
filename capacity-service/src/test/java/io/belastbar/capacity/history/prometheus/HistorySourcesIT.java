package io.belastbar.capacity.history.prometheus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HistorySourcesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @Inject
    Pool pool;

    @ConfigProperty(name = "belastbar.targets.history-monitoring.url")
    String prometheus;

    private final String system = "sources-" + UUID.randomUUID();

    @AfterEach
    void nothingIsReadAnyMore() {
        as("engineer").delete(path(""));
    }

    @Test
    void historyIsReadInSlicesThatPrometheusAnswersAndThenFollowed() {
        var query = "slices-" + system;
        put(document("20d", one("requests", query, "req", "counter", "1m"))).statusCode(201);

        await().atMost(PATIENCE).until(() -> state().getString("series[0].state"), "FOLLOWING"::equals);

        var asked = given().get(prometheus + "/asked")
                .asString()
                .lines()
                .filter(line -> line.startsWith(query))
                .toList();
        assertThat(asked).hasSizeBetween(3, 4);
        assertThat(asked.getFirst()).endsWith(" 11000");
        assertThat(state().getLong("series[0].points")).isBetween(28_790L, 28_810L);
        assertThat(state().getLong("series[0].ageSeconds")).isBetween(0L, 120L);
        as("viewer")
                .get("/api/v1/systems/" + system + "/series/requests?step=P1D")
                .then()
                .statusCode(200)
                .body("series.source", equalTo("prometheus"))
                .body("series.kind", equalTo("counter"))
                .body("values[5].count", equalTo(1440))
                .body("remarkable.gaps.count", equalTo(0));
    }

    @Test
    void whatIsNotThereIsNoHistoryAndWhatCannotBeIsLeftOutAndSaid() {
        put(document(
                        "3d",
                        one("young", "young-" + system, "GB", "gauge", "5m"),
                        one("negative", "negative-" + system, "GB", "gauge", "5m"),
                        one("two", "two-" + system, "GB", "gauge", "5m")))
                .statusCode(201);

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(state().getString("series.find { it.metric == 'young' }.state"))
                    .isEqualTo("FOLLOWING");
            assertThat(state().getString("series.find { it.metric == 'negative' }.problem"))
                    .contains("left out", "a size is zero or more");
            assertThat(state().getString("series.find { it.metric == 'two' }.state"))
                    .isEqualTo("FAILING");
            assertThat(state().getString("series.find { it.metric == 'two' }.problem"))
                    .contains("sum()");
        });
        assertThat(state().getLong("series.find { it.metric == 'young' }.points"))
                .isBetween(285L, 289L);
    }

    @Test
    void whileItIsAwayItIsAskedAgainAndItsStateSaysSo() {
        given().get(prometheus + "/away/true");
        put(document("1d", one("m", "away-" + system, "GB", "gauge", "5m"))).statusCode(201);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(state().getString("series[0].state")).isEqualTo("FAILING");
            assertThat(state().getString("series[0].problem")).contains("503");
        });

        given().get(prometheus + "/away/false");

        await().atMost(PATIENCE).until(() -> state().getString("series[0].state"), "FOLLOWING"::equals);
        assertThat(state().getLong("series[0].points")).isBetween(285L, 289L);
    }

    @Test
    void whoGoesOnAfterAnotherBeginsWhereThatStopped() {
        var position = pool.preparedQuery("""
                        INSERT INTO history_following (system, metric, position, next_at)
                        VALUES ($1, 'm', date_trunc('hour', now() - interval '10 hours'), now()) RETURNING position""")
                .execute(Tuple.of(system))
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant())
                .await()
                .atMost(PATIENCE);
        put(document("90d", one("m", "resumed-" + system, "GB", "gauge", "5m"))).statusCode(201);

        await().atMost(PATIENCE).until(() -> state().getString("series[0].state"), "FOLLOWING"::equals);

        assertThat(given().get(prometheus + "/asked").asString().lines().filter(line -> line.contains(system)))
                .first()
                .asString()
                .contains(" " + position.plusSeconds(300) + " ");
    }

    @Test
    void onlyARegisteredTargetIsAskedAndFaultsAreToldWithTheirLines() {
        put(document("1d", one("m", "up", "GB", "gauge", "5m")).replace("history-monitoring", "elsewhere"))
                .statusCode(403);
        put(document("1d", one("m", "up", "GB", "gauges", "5s")).replace("every", "often"))
                .statusCode(400)
                .body("errors", hasSize(3))
                .body("errors.line", equalTo(List.of(4, 9, 11)));
        as("viewer")
                .body("x".getBytes(StandardCharsets.UTF_8))
                .put(path(""))
                .then()
                .statusCode(403);
        as("viewer").get(path("")).then().statusCode(404);
    }

    @Test
    void whatIsTakenAwayIsReadNoMore() {
        put(document("1d", one("m", "removed-" + system, "GB", "gauge", "5m"))).statusCode(201);
        await().atMost(PATIENCE).until(() -> state().getString("series[0].state"), "FOLLOWING"::equals);

        as("engineer").delete(path("")).then().statusCode(204);

        as("viewer").get(path("/state")).then().body("series", hasSize(0));
        as("viewer").get(path("")).then().statusCode(404).body("detail", containsString(system));
        as("viewer").get("/api/v1/systems/" + system + "/series/m").then().statusCode(200);
    }

    private static String document(String backFill, String... series) {
        return """
                prometheus:
                  target: history-monitoring
                  backFill: %s
                  every: 1m
                  series:
                """.formatted(backFill) + String.join("", series);
    }

    private static String one(String metric, String query, String unit, String kind, String step) {
        return """
                    - metric: %s
                      query: %s
                      unit: %s
                      kind: %s
                      zone: UTC
                      step: %s
                """.formatted(metric, query, unit, kind, step);
    }

    private JsonPath state() {
        return as("viewer").get(path("/state")).then().statusCode(200).extract().jsonPath();
    }

    private ValidatableResponse put(String document) {
        return as("engineer")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put(path(""))
                .then()
                .log()
                .ifValidationFails();
    }

    private String path(String rest) {
        return "/api/v1/systems/" + system + "/history-sources" + rest;
    }

    private static io.restassured.specification.RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token").contentType("application/yaml");
    }
}
