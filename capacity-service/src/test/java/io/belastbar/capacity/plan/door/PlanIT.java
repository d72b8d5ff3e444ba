package io.belastbar.capacity.plan.door;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.capacity.limit.LimitsOfSystem;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.jobs.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PlanIT {

    @Inject
    LimitsOfSystem limits;

    @Test
    void thePlanOfRequirements0IsStoredOnceWithItsContradictions() throws IOException {
        String plan = resource("forecasts.yml");

        put("smartbav", "forecasts", plan)
                .statusCode(201)
                .body("figures", equalTo(7))
                .body("limits", equalTo(3))
                .body("tasks", equalTo(6))
                .body("changed", equalTo(true))
                .body("warnings.at.line", contains(20, 23))
                .body("warnings[0].text.german", startsWith("storage: jetzt 250 GB, aber 40 mandants"));
        put("smartbav", "forecasts", plan)
                .statusCode(200)
                .body("version", equalTo(1))
                .body("changed", equalTo(false));

        as("viewer")
                .get("/api/v1/systems/smartbav/capacity-plan")
                .then()
                .statusCode(200)
                .body("figures.name", hasItem("database.qps"))
                .body("checklists[0].overdue", equalTo(6))
                .body("checklists[0].tasks[0].due", equalTo("2025-12-31"))
                .body("costs[0].unit", equalTo("EUR"))
                .body("warnings", hasSize(2))
                .body("documents[0].file", equalTo("forecasts.yml"))
                .body("figures.find { it.name == 'storage' }.values[0].text.english", containsString("plan 625 GB"));
        as("viewer")
                .accept("application/yaml")
                .get("/api/v1/systems/smartbav/capacity-plan/documents/forecasts")
                .then()
                .statusCode(200)
                .body(equalTo(plan));
    }

    @Test
    void triggersAreLimitsOfTheSystem() throws IOException {
        put("limited", "forecasts", resource("forecasts.yml")).statusCode(201);
        String baselines = resource("performance_baselines.yaml").replaceFirst("\"\"\".*\"\"\"", "# docstring");
        as("engineer")
                .contentType("application/yaml")
                .body(baselines.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/limited/capacity-plan/documents/performance_baselines")
                .then()
                .statusCode(201)
                .body("warnings.kind", contains("SAID_TWICE"));

        var found = Await.of(limits.of("limited"));

        assertThat(found)
                .filteredOn(limit -> limit.metric().equals("database.connections.active"))
                .extracting(MetricLimit::value)
                .containsExactly(150.0, 40.0, 50.0);
        assertThat(found)
                .filteredOn(limit -> limit.metric().equals("database.query.response_time"))
                .extracting(MetricLimit::source)
                .containsExactly("forecasts.yml line 38");
        assertThat(found)
                .filteredOn(limit -> limit.metric().equals("database.size"))
                .isEmpty();
        as("viewer")
                .get("/api/v1/systems/limited/capacity-plan")
                .then()
                .body("warnings.kind", hasItem("ALARM_BEYOND_MAXIMUM"));
    }

    @Test
    void whatIsWrongIsToldWithPointerAndLineAndNothingIsStored() {
        put(
                        "wrong",
                        "forecasts",
                        "mandants:\n  current: 40\n  end_2026: -3\nstorage:\n  current: 250 GB\n  end_2026: 2 h\n")
                .statusCode(400)
                .body("errors.pointer", contains("/mandants/end_2026", "/storage/end_2026"))
                .body("errors.line", contains(3, 6));
        put("wrong", "forecasts", "mandants: {current: \"4\\0\"}").statusCode(400);
        put("wrong", "Forecasts!", "mandants: {current: 4}").statusCode(400);
        put("wrong", "forecasts", "- [ ] a task\n").statusCode(400);
        put("wrong", "forecasts", "").statusCode(400);
        as("viewer").get("/api/v1/systems/wrong/capacity-plan").then().statusCode(404);
    }

    @Test
    void aBodyOfMoreThanAMegabyteIsRefused() {
        put("large", "forecasts", "notes: \"" + "x".repeat(1_100_000) + "\"").statusCode(413);
    }

    @Test
    void aPlanOfThousandsOfFiguresIsRefusedAtOnce() {
        var plan = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            plan.append("g").append(i).append(": {current: 1, end_2026: 2}\n");
        }

        put("many", "forecasts", plan.toString())
                .statusCode(400)
                .body("errors[0].rule", equalTo("must have at most 500 figures"));
    }

    @Test
    void aWriterWhoReadAnOlderPlanIsRefused() {
        String path = "/api/v1/systems/raced/capacity-plan/documents/p";
        String tag = put("raced", "p", "mandants: {current: 1}")
                .statusCode(201)
                .extract()
                .header("ETag");
        put("raced", "p", "mandants: {current: 2}").statusCode(200).body("version", equalTo(2));

        as("engineer")
                .contentType("application/yaml")
                .header("If-Match", tag)
                .body("mandants: {current: 3}".getBytes(StandardCharsets.UTF_8))
                .put(path)
                .then()
                .statusCode(412);
        as("viewer").get(path + "/versions").then().statusCode(200).body("items", hasSize(2));
        as("engineer").delete(path).then().statusCode(204);
        as("viewer").get(path).then().statusCode(404);
    }

    @Test
    void aViewerReadsAndDoesNotWrite() {
        as("viewer")
                .contentType("application/yaml")
                .body("mandants: {current: 1}".getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/foreign/capacity-plan")
                .then()
                .statusCode(403);
    }

    @Test
    void theMainDocumentIsOneOfThem() {
        as("engineer")
                .contentType("application/yaml")
                .body("tenants: {current: 3, end_2030: 9}".getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/main/capacity-plan")
                .then()
                .statusCode(201)
                .body("document", equalTo("capacity-plan"));

        String tag = as("viewer")
                .get("/api/v1/systems/main/capacity-plan")
                .then()
                .statusCode(200)
                .body("documents", hasSize(greaterThan(0)))
                .extract()
                .header("ETag");
        as("viewer")
                .header("If-None-Match", tag)
                .get("/api/v1/systems/main/capacity-plan")
                .then()
                .statusCode(304);
    }

    private static ValidatableResponse put(String system, String name, String document) {
        return as("engineer")
                .contentType("application/yaml")
                .header("X-File-Name", name + ".yml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/" + system + "/capacity-plan/documents/" + name)
                .then();
    }

    private static String resource(String name) throws IOException {
        try (var in = PlanIT.class.getResourceAsStream("/plan/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static RequestSpecification as(String role) {
        return given().auth().preemptive().oauth2(role + "-token");
    }
}
