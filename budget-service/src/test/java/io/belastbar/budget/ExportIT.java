package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.web.http.Etag;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExportIT {

    private final String system = "s-" + UUID.randomUUID();

    @Test
    void aBudgetLeavesInTheWordsOfOtherToolsAndComesBack() {
        store("", Samples.smartbavBudgetYaml());

        as("viewer")
                .get("/api/v1/systems/{system}/budget/exports/k6", system)
                .then()
                .statusCode(200)
                .body("thresholds.'http_req_failed{endpoint:POST /api/v1/angebote}'[0]", equalTo("rate<0.01"));
        var rules = as("viewer").get("/api/v1/systems/{system}/budget/exports/prometheus", system);
        rules.then().statusCode(200).header("ETag", containsString("\""));
        var slos = as("viewer")
                .get("/api/v1/systems/{system}/budget/exports/openslo", system)
                .asString();
        store("/documents/openslo", slos);
        as("viewer")
                .accept("application/json")
                .get("/api/v1/systems/{system}/budget", system)
                .then()
                .body("documents", hasSize(2));
    }

    @Test
    void anExportIsTaggedByWhatItSays() {
        store("", Samples.smartbavBudgetYaml());
        for (var tool : List.of("k6", "prometheus", "openslo")) {
            var path = "/api/v1/systems/" + system + "/budget/exports/" + tool;
            var first = as("viewer").get(path);
            var tag = first.header("ETag");

            // Whoever writes the same bytes gives the same tag, and who writes others another one.
            assertThat(tag).isEqualTo(Etag.of(first.asByteArray()).header());
            as("viewer").header("If-None-Match", tag).get(path).then().statusCode(304);
        }
        var jobs = as("viewer").get("/api/v1/systems/{system}/budget/exports/prometheus", system);
        var namespaces = as("viewer")
                .queryParam("label", "namespace")
                .queryParam("value", "prod")
                .get("/api/v1/systems/{system}/budget/exports/prometheus", system);
        assertThat(jobs.asString()).contains("{job=\\\"" + system + "\\\"");
        assertThat(namespaces.asString()).contains("{namespace=\\\"prod\\\"");
        assertThat(namespaces.header("ETag")).isNotEqualTo(jobs.header("ETag"));
        as("viewer")
                .queryParam("label", "a-b")
                .get("/api/v1/systems/{system}/budget/exports/prometheus", system)
                .then()
                .statusCode(400)
                .body("errors[0].received", equalTo("a-b"));
    }

    @Test
    void errorBudgetsArePaged() {
        store("", "endpoints: { \"GET /a\": { target_error_rate: 1% }, \"GET /b\": { target_error_rate: 1% } }");

        var first = as("viewer").queryParam("limit", 1).get("/api/v1/systems/{system}/error-budgets", system);
        first.then().body("items.subject", equalTo(List.of("GET /a")));
        as("engineer")
                .contentType("application/yaml")
                .body("endpoints: { \"GET /c\": { target_error_rate: 1% } }".getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(200);

        // The second page is of the budget of the first.
        as("viewer")
                .queryParam("limit", 1)
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get("/api/v1/systems/{system}/error-budgets", system)
                .then()
                .body("items.subject", equalTo(List.of("GET /b")))
                .body("nextCursor", nullValue());
        as("viewer")
                .queryParam("cursor", "nonsense")
                .get("/api/v1/systems/{system}/error-budgets", system)
                .then()
                .statusCode(400);
    }

    @Test
    void errorBudgetsAreListed() {
        store("", "endpoints: { \"GET /a\": { target_error_rate: 1% } }");

        as("viewer")
                .get("/api/v1/systems/{system}/error-budgets", system)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].text", containsString("0 requests are too few"))
                .body("items[0].burnRates.over", equalTo(List.of("5m", "30m", "1h", "6h", "3d")));
        as("viewer")
                .get("/api/v1/systems/{system}/error-budgets", "nobody")
                .then()
                .statusCode(404);
    }

    private void store(String document, String content) {
        as("engineer")
                .contentType("application/yaml")
                .body(content.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget" + document, system)
                .then()
                .statusCode(201);
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }
}
