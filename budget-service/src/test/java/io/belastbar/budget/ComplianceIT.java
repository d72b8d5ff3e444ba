package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ComplianceIT {

    private static final String REPORT = "/api/v1/systems/{system}/reports/performance-budget-compliance";

    private static final Instant BEGIN = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();

    @Test
    void promisesThatWereNeverJudgedAreListed() {
        store("pipelines: { pr: { target_duration: < 10min } }");

        as("viewer")
                .get(REPORT + ".json", system)
                .then()
                .statusCode(200)
                .body("promises", hasSize(1))
                .body("counts.NO_DATA", equalTo(1))
                .body("budgetChangedBy", equalTo("engineer"));
        as("viewer")
                .get(REPORT + ".md?lang=de", system)
                .then()
                .statusCode(200)
                .contentType("text/markdown;charset=UTF-8")
                .body(containsString("Noch ist kein Versprechen beurteilt."));
    }

    @Test
    void aMeasurementIsHeldAgainstItsPromise() {
        store("pipelines: { pr: { target_duration: < 10min } }");
        as("engineer")
                .contentType("application/json")
                .body("{\"subject\": \"pr\", \"metric\": \"duration\", \"value\": \"12 min\"}")
                .post("/api/v1/systems/{system}/measurements", system)
                .then()
                .statusCode(201);

        as("auditor")
                .get(REPORT + ".html", system)
                .then()
                .statusCode(200)
                .body(containsString("1 of 1 promises is broken."));
    }

    @Test
    void aKnownReportIsNotSentAgain() {
        store("pipelines: { pr: { target_duration: < 10min } }");
        var etag = as("viewer").get(REPORT, system).header("ETag");

        as("viewer").header("If-None-Match", etag).get(REPORT, system).then().statusCode(304);
    }

    @Test
    void runsThatDidNotShowAPromiseTakeNothingAwayHoweverMany() {
        store("endpoints: { GET /soak: { target_response_time_p95: 500ms } }");
        ran(500, "PASSED", "PASS");
        ran(420, "PASSED", "FAIL");
        ran(410, "PASSED", "INCONCLUSIVE");
        ran(400, "FAILED", "FAIL");
        ran(390, "ABORTED", "INCONCLUSIVE");
        ran(380, "INVALID", "INCONCLUSIVE");
        for (int i = 0; i < 60; i++) {
            ran(300 - i, "PASSED", "NO_DATA");
        }
        ran(1, "PASSED", "INCONCLUSIVE");

        as("viewer")
                .get(REPORT + ".json", system)
                .then()
                .body("promises[0].result.verdict", equalTo("FAIL"))
                .body("promises[0].runId", equalTo("run-400-" + system))
                .body("promises[0].since", equalTo(BEGIN.minusSeconds(420 * 60).toString()))
                .body("handover", hasSize(1));
    }

    @Test
    void aRunThatWasAbortedIsStillSaidWhereNothingElseIsKnown() {
        store("endpoints: { GET /soak: { target_response_time_p95: 500ms } }");
        ran(390, "ABORTED", "INCONCLUSIVE");

        as("viewer").get(REPORT + ".json", system).then().body("promises[0].result.verdict", equalTo("INCONCLUSIVE"));
    }

    @Test
    void theNewestValueStandsBesideTheVerdict() {
        store("pipelines: { pr: { target_duration: < 10min } }");
        as("engineer")
                .contentType("application/json")
                .body("{\"subject\": \"pr\", \"metric\": \"duration\", \"value\": \"12 min\"}")
                .post("/api/v1/systems/{system}/measurements", system)
                .then()
                .statusCode(201);

        as("viewer")
                .get(REPORT + ".json", system)
                .then()
                .body("promises[0].result.verdict", equalTo("FAIL"))
                .body("promises[0].now.status", equalTo("warning"))
                .body("promises[0].trend", hasSize(1))
                .body("handover", hasSize(0));
    }

    /** An evaluation of so many minutes ago. */
    private void ran(int minutesAgo, String runVerdict, String verdict) {
        var at = BEGIN.minusSeconds(minutesAgo * 60L);
        var id = UUID.randomUUID();
        var run = "run-" + minutesAgo + "-" + system;
        var report = """
                {"evaluationId": "%s", "runId": "%s", "system": "%s", "scenario": "soak", "runVerdict": "%s",
                 "budgetVersion": 1, "evaluatedAt": "%s", "verdict": "%s", "findings": [],
                 "objectives": [{"subject": "GET /soak", "metric": "target_response_time_p95", "limit": "\u2264 500 ms",
                                 "verdict": "%s", "samples": 5}]}""".formatted(id, run, system, runVerdict, at, verdict, verdict);
        pool.preparedQuery("""
                        INSERT INTO evaluation (evaluation_id, run_id, system, scenario, budget_version, run_verdict, verdict,
                               passed, warned, failed, inconclusive, no_data, evaluated_at, report)
                        VALUES ($1, $2, $3, 'soak', 1, $4, $5, 0, 0, 0, 0, 0, $6, $7::text::jsonb)""")
                .executeAndAwait(
                        Tuple.from(List.of(id, run, system, runVerdict, verdict, at.atOffset(ZoneOffset.UTC), report)));
    }

    @Test
    void withoutBudgetTheNextCommandIsNamed() {
        as("viewer").get(REPORT, system).then().statusCode(404).body("detail", containsString("belastbar apply"));
    }

    @Test
    void theFormIsThatOfTheAddressOrOfTheParameterOrWhatIsAcceptable() {
        store("pipelines: { pr: { target_duration: < 10min } }");

        as("viewer").accept("text/html").get(REPORT, system).then().contentType(startsWith("text/html"));
        as("viewer").accept("text/html").get(REPORT + ".md", system).then().contentType(startsWith("text/markdown"));
        as("viewer").get(REPORT + "?format=md", system).then().contentType(startsWith("text/markdown"));
        as("viewer").get(REPORT, system).then().contentType(startsWith("application/json"));
        as("viewer")
                .get(REPORT + "?format=pdf", system)
                .then()
                .statusCode(400)
                .body("errors[0].rule", equalTo("must be one of json, md, html"));
    }

    @Test
    void timesStandInTheZoneOfTheSystem() {
        store("pipelines: { pr: { target_duration: < 10min } }");
        as("viewer").get(REPORT + ".md", system).then().body(containsString(" UTC"));

        as("engineer")
                .contentType("application/yaml")
                .body(("system: " + system + "\nzone: Asia/Kolkata\ntargets: { http: shop-api }\n")
                        .getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}", system)
                .then()
                .statusCode(201);

        as("viewer").get(REPORT + ".md", system).then().body(containsString(" IST"));
    }

    @Test
    void anotherLanguageIsRefused() {
        as("viewer")
                .get(REPORT + ".md?lang=fr", system)
                .then()
                .statusCode(400)
                .body("errors[0].rule", containsString("de or en"));
    }

    private void store(String budget) {
        as("engineer")
                .contentType("application/yaml")
                .body(budget.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(201);
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + role + "-token");
    }
}
