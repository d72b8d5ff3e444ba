package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A budget is a set of named documents under one version counter. */
@QuarkusTest
class BudgetDocumentsIT {

    private static final String BUDGET = "/api/v1/systems/{system}/budget";
    private static final String DOCUMENT = BUDGET + "/documents/{name}";
    private static final String ENDPOINTS = "endpoints: { \"GET /a\": { target_response_time_p95: 100ms } }\n";
    private static final String PIPELINES = "pipelines: { pr: { target_duration: < 10min } }\n";

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();

    @Test
    void documentsTogetherAreTheBudget() {
        put("performance-budget", ENDPOINTS).then().statusCode(201).body("version", equalTo(1));
        put("pipelines", PIPELINES).then().statusCode(201).body("version", equalTo(2));

        view().then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("documents.name", contains("performance-budget", "pipelines"))
                .body("documents[1].reason", equalTo("because of the test"))
                .body("objectives.metric", contains("target_response_time_p95", "target_duration"))
                .body("objectives[1].kind", equalTo("PIPELINE"))
                .body("objectives[1].limit", equalTo("< 600 s"));
    }

    @Test
    void aChangeOfAnyDocumentChangesTheViewsTag() {
        put("performance-budget", ENDPOINTS);
        var before = view().header("ETag");
        put("pipelines", PIPELINES);

        as("viewer")
                .accept("application/json")
                .header("If-None-Match", before)
                .get(BUDGET, system)
                .then()
                .statusCode(200)
                .body("documents", hasSize(2));
    }

    @Test
    void aDocumentThatWasTakenAwayPromisesNothing() {
        put("performance-budget", ENDPOINTS);
        put("pipelines", PIPELINES);

        as("engineer").delete(DOCUMENT, system, "pipelines").then().statusCode(204);

        view().then().body("version", equalTo(3)).body("documents.name", contains("performance-budget"));
        as("viewer").get(DOCUMENT, system, "pipelines").then().statusCode(404);
        as("engineer").delete(DOCUMENT, system, "pipelines").then().statusCode(404);
    }

    @Test
    void theSameContentOfAnotherDocumentLeavesTheVersion() {
        put("performance-budget", ENDPOINTS);
        put("pipelines", PIPELINES);

        put("performance-budget", ENDPOINTS)
                .then()
                .statusCode(200)
                .body("changed", equalTo(false))
                .body("version", equalTo(1));
        view().then().body("version", equalTo(2));
    }

    @Test
    void whatBecameStricterIsToldWithWhoAndWhy() {
        put("performance-budget", ENDPOINTS);
        put("performance-budget", ENDPOINTS.replace("100ms", "50ms"));

        as("viewer")
                .accept("application/json")
                .get(BUDGET + "/diff", system)
                .then()
                .statusCode(200)
                .body("from", equalTo(1))
                .body("to", equalTo(2))
                .body("steps[0].by", equalTo("engineer"))
                .body("steps[0].reason", equalTo("because of the test"))
                .body("changes.kind", contains("STRICTER"));
        as("viewer")
                .accept("text/markdown")
                .get(BUDGET + "/diff?lang=de&from=2&to=1", system)
                .then()
                .statusCode(200)
                .body(containsString("| lockerer | GET /a |"));
        as("viewer")
                .accept("application/json")
                .get(BUDGET + "/diff?from=9", system)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("from"));
    }

    @Test
    void aDocumentHasAPlainName() {
        put("Über uns", ENDPOINTS)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("name"))
                .body("errors[0].rule", containsString("a-z"));
    }

    @Test
    void howOftenCallersKnewAlreadyIsCounted() {
        var etag = put("performance-budget", ENDPOINTS).then().extract().header("ETag");
        as("viewer")
                .header("If-None-Match", etag)
                .get(DOCUMENT, system, "performance-budget")
                .then()
                .statusCode(304);

        given().get("/q/metrics")
                .then()
                .body(containsString("belastbar_http_etag_reads_total{result=\"hit\"}"))
                .body(containsString("belastbar_http_etag_hit_ratio"));
    }

    /** As one in a format that was read before what was understood was kept. */
    @Test
    void aDocumentThatIsNoLongerReadKeepsItsTextAndNamesTheCommand() {
        put("performance-budget", ENDPOINTS);
        put("goals", PIPELINES);
        sql("UPDATE document SET content = '# Ziele', understood = NULL WHERE name = 'goals' AND system = '" + system
                + "'");

        view().then()
                .statusCode(200)
                .body("documents.find { it.name == 'goals' }.unread", containsString("belastbar apply -f"))
                .body("documents.find { it.name == 'goals' }.version", equalTo(2))
                .body("objectives.metric", contains("target_response_time_p95"));
        as("viewer").get(DOCUMENT, system, "goals").then().statusCode(200).body(equalTo("# Ziele"));
        as("viewer").get(DOCUMENT + "/versions", system, "goals").then().body("items", hasSize(1));
        as("viewer")
                .get(BUDGET + "/exports/k6", system)
                .then()
                .statusCode(409)
                .body("detail", containsString("belastbar apply -f"));
        put("goals", PIPELINES.replace("10min", "20min")).then().body("version", equalTo(3));
        as("viewer").get(BUDGET + "/exports/k6", system).then().statusCode(200);
    }

    @Test
    void anOldVersionOfTheWholeIsShownAndOneOfADocumentComesBack() {
        put("performance-budget", ENDPOINTS);
        put("pipelines", PIPELINES);
        put("performance-budget", ENDPOINTS.replace("100ms", "50ms"));

        as("viewer")
                .accept("application/json")
                .get(BUDGET + "?version=1", system)
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("objectives.limit", contains("≤ 100 ms"));
        as("viewer")
                .accept("application/json")
                .get(BUDGET + "?version=9", system)
                .then()
                .statusCode(404);
        as("engineer")
                .post(DOCUMENT + "/versions/1/rollback", system, "performance-budget")
                .then()
                .statusCode(200)
                .body("version", equalTo(4));
        view().then().body("objectives.limit", contains("≤ 100 ms", "< 600 s"));
        as("viewer")
                .get(DOCUMENT + "/versions", system, "performance-budget")
                .then()
                .body("items.version", contains(4, 3, 1));
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().atMost(Duration.ofSeconds(60));
    }

    private Response put(String name, String yaml) {
        return as("engineer")
                .contentType("application/yaml")
                .header("X-Change-Reason", "because of the test")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .put(DOCUMENT, system, name);
    }

    private Response view() {
        return as("viewer").accept("application/json").get(BUDGET, system);
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }
}
