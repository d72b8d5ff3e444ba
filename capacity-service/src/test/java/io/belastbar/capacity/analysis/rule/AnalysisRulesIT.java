package io.belastbar.capacity.analysis.rule;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AnalysisRulesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int DAYS = 120;
    private static final String RULES = """
            analysis:
              rules:
                - of: diskSpace
                  in_days: 7
                  above: { value: 300, unit: GB }
                  priority: LOW
                  action: { en: "Order a disk", de: "Platte bestellen" }
                  timeline: { en: "This month", de: "Diesen Monat" }
                  estimated_cost: 250
                  currency: CHF
            """;

    private final String system = "rules-" + UUID.randomUUID();

    @Test
    void theRulesOfASystemStandInForTheBuiltInOnesUntilTheyAreTakenAway() {
        grow();
        put(RULES).statusCode(201).body("rules", equalTo(1)).body("version", equalTo(1));
        put(RULES).statusCode(200).body("changed", equalTo(false));

        analyse()
                .body("recommendations.action", contains("Order a disk"))
                .body("recommendations[0].currency", equalTo("CHF"))
                .body("recommendations[0].estimatedCost", equalTo(250f))
                .body("recommendations[0].german.action", equalTo("Platte bestellen"));

        as("engineer").delete(path("analysis-rules")).then().statusCode(204);
        // 500 GB are its limit, and it is above 400 GB in 90 days.
        analyse()
                .body("recommendations.action", contains("Plan Storage Upgrade"))
                .body("recommendations[0].estimatedCost", equalTo(5000f))
                .body("recommendations[0].step", nullValue());
        as("viewer").get(path("analysis-rules/versions")).then().body("items", hasSize(2));
    }

    @Test
    void whatASystemPaysForAStepStandsInForWhatTheRuleSupposes() {
        grow();
        as("engineer")
                .contentType("application/yaml")
                .body("""
                        prices:
                          currency: CHF
                          base_monthly: 500
                          steps:
                            - { name: Storage 1 TB, kind: machine, provides: { storage: 1 TB }, monthly: 900, one_off: 1500 }
                        """.getBytes(StandardCharsets.UTF_8))
                .put(path("prices"))
                .then()
                .statusCode(201);

        analyse()
                .body("recommendations[0].step", equalTo("Storage 1 TB"))
                .body("recommendations[0].estimatedCost", equalTo(1500f))
                .body("recommendations[0].estimatedMonthlyCost", equalTo(400f))
                .body("recommendations[0].currency", equalTo("CHF"));
    }

    @Test
    void withoutADocumentItIsSaidWhichRulesHoldAndFaultsHaveTheirLines() {
        as("viewer")
                .get(path("analysis-rules"))
                .then()
                .statusCode(404)
                .body("detail", containsString("the built-in ones hold: Plan Storage Upgrade; Implement Read"));
        put(RULES.replace("LOW", "SOON").replace("in_days: 7", "in_days: 0"))
                .statusCode(400)
                .body("errors.line", contains(6, 4))
                .body("errors.pointer", contains("/analysis/rules/0/priority", "/analysis/rules/0/in_days"));
        as("viewer")
                .contentType("application/yaml")
                .body(RULES.getBytes(StandardCharsets.UTF_8))
                .put(path("analysis-rules"))
                .then()
                .statusCode(403);

        put(RULES).statusCode(201);
        String tag = as("viewer")
                .accept("application/yaml")
                .get(path("analysis-rules"))
                .then()
                .statusCode(200)
                .body(equalTo(RULES))
                .extract()
                .header("ETag");
        as("viewer")
                .accept("application/yaml")
                .header("If-None-Match", tag)
                .get(path("analysis-rules"))
                .then()
                .statusCode(304);
    }

    private ValidatableResponse analyse() {
        String path = as("engineer")
                .contentType("application/json")
                .post(path("capacity-analysis"))
                .then()
                .statusCode(202)
                .extract()
                .header("Location")
                .replaceFirst("^http://[^/]+", "");
        await().atMost(PATIENCE).until(() -> as("viewer").get(path).statusCode() == 200);
        return as("viewer").get(path).then().statusCode(200);
    }

    /** A disk that grows from 250 GB by 2 GB a day, of 500 GB. */
    private void grow() {
        Instant end = Instant.now().truncatedTo(ChronoUnit.DAYS);
        var points = new StringBuilder();
        for (int day = 0; day < DAYS; day++) {
            points.append(day == 0 ? "" : ",")
                    .append("{\"at\":\"%s\",\"value\":%d}"
                            .formatted(end.minus(Duration.ofDays(DAYS - day)), 250 + 2 * day + day % 3));
        }
        as("engineer")
                .contentType("application/json")
                .body("{\"metric\":\"database.size\",\"unit\":\"GB\",\"points\":[" + points + "]}")
                .post(path("series"))
                .then()
                .statusCode(201);
        as("engineer")
                .contentType("application/yaml")
                .body("limits: [ { metric: database.size, alarm_at: 500 GB } ]".getBytes(StandardCharsets.UTF_8))
                .put(path("capacity-plan"))
                .then()
                .statusCode(201);
    }

    private ValidatableResponse put(String rules) {
        return as("engineer")
                .contentType("application/yaml")
                .body(rules.getBytes(StandardCharsets.UTF_8))
                .put(path("analysis-rules"))
                .then()
                .log()
                .ifValidationFails();
    }

    private String path(String rest) {
        return "/api/v1/systems/" + system + "/" + rest;
    }

    private static RequestSpecification as(String role) {
        return given().auth().preemptive().oauth2(role + "-token");
    }
}
