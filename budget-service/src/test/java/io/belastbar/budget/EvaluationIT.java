package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.belastbar.budget.evaluation.Runs;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.RunVerdict;
import io.belastbar.contracts.TestRunFinished;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EvaluationIT {

    @ConfigProperty(name = "belastbar.url.profiling")
    URI profiling;

    private final String system = "s-" + UUID.randomUUID();
    private final String runId = UUID.randomUUID().toString();
    private KafkaPeer kafka;

    @BeforeEach
    void join() {
        kafka = new KafkaPeer();
    }

    @AfterEach
    void leave() {
        kafka.close();
    }

    @Test
    void aFinishedRunIsHeldAgainstTheBudgetAndItsViolationsAreRaised() throws Exception {
        storeBudget();
        serveRecordedFacts();

        kafka.publish(UUID.randomUUID().toString(), run(RunVerdict.PASSED));

        var report = evaluation();
        assertThat(verdict(report, "GET /api/v1/employees", "target_response_time_p95"))
                .isEqualTo("PASS");
        assertThat(verdict(report, "GET /api/v1/employees", "target_throughput"))
                .isEqualTo("INCONCLUSIVE");
        assertThat(verdict(report, "POST /api/v1/employees", "target_error_rate"))
                .isEqualTo("NO_DATA");
        assertThat(verdict(report, "SELECT query on employees", "target_query_time"))
                .isEqualTo("PASS");
        assertThat(verdict(report, "SELECT query on employees", "target_seq_scan_allowed"))
                .isEqualTo("FAIL");
        report.then()
                .body("objectives.find { it.subject == 'POST /api/v1/employees' }.missing", equalTo("EXPECTED"))
                .body("verdict", equalTo("FAIL"))
                .body("objectives", hasSize(24))
                .body("findings", hasSize(3));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(kafka.published(EventType.BUDGET_EVALUATED, BudgetEvaluated.class))
                    .filteredOn(event -> event.runId().equals(runId))
                    .singleElement()
                    .extracting(BudgetEvaluated::verdict)
                    .isEqualTo(ObjectiveVerdict.FAIL);
            assertThat(kafka.published(EventType.FINDING_RAISED, FindingRaised.class))
                    .filteredOn(event -> event.system().equals(system))
                    .hasSize(3)
                    .anySatisfy(finding -> {
                        assertThat(finding.fingerprint())
                                .isEqualTo("budget:" + system + ":SELECT query on employees:target_seq_scan_allowed");
                        assertThat(finding.recommendedMeasures().getFirst())
                                .contains("employees (organization_id, created_at DESC) WHERE deleted_at IS NULL");
                    });
        });
    }

    @Test
    void aRunOfAFeatureBranchIsJudgedAndAlarmsNobody() throws Exception {
        storeBudget();
        serveRecordedFacts();
        kafka.publish(
                UUID.randomUUID().toString(),
                Runs.labelled(run(RunVerdict.PASSED), Map.of("branch", "feature/faster", "testbed", "staging")));

        evaluation()
                .then()
                .body("verdict", equalTo("FAIL"))
                .body("branch", equalTo("feature/faster"))
                .body("testbed", equalTo("staging"))
                .body("findings", hasSize(0));

        viewer().get("/api/v1/systems/{system}/evaluations", system)
                .then()
                .body("items[0].verdict", equalTo("FAIL"))
                .body("items[0].branch", equalTo("feature/faster"));
        compliance().then().body("counts.NO_DATA", equalTo(24));
        viewer().get("/api/v1/systems/{system}/series?branch=main", system)
                .then()
                .body("items", hasSize(0));
        // What main's run raises arrives behind whatever the branch's run might have raised.
        var main = Runs.run(
                UUID.randomUUID().toString(),
                RunVerdict.PASSED,
                run(RunVerdict.PASSED).endpoints().getFirst());
        kafka.publish(UUID.randomUUID().toString(), Runs.labelled(inSystem(main), Map.of("branch", "origin/master")));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(kafka.published(EventType.BUDGET_EVALUATED, BudgetEvaluated.class))
                        .extracting(BudgetEvaluated::runId)
                        .contains(runId, main.runId()));
        assertThat(kafka.published(EventType.FINDING_RAISED, FindingRaised.class))
                .filteredOn(finding -> finding.system().equals(system))
                .noneMatch(finding -> runId.equals(finding.evidence().get("runId")));
        compliance().then().body("counts.NO_DATA", lessThan(24));
        viewer().get("/api/v1/systems/{system}/series?branch=main", system)
                .then()
                .body("items.key.testbed", hasItem("default"))
                .body("items.key.testbed", not(hasItem("staging")));
        viewer().get("/api/v1/systems/{system}/series", system)
                .then()
                .body("items.key.branch", hasItems("main", "feature/faster"));
    }

    @Test
    void anEventThatArrivesTwiceIsEvaluatedOnce() throws Exception {
        storeBudget();
        serveRecordedFacts();
        var eventId = UUID.randomUUID().toString();

        kafka.publish(eventId, run(RunVerdict.PASSED));
        kafka.publish(eventId, run(RunVerdict.PASSED));
        kafka.publish(UUID.randomUUID().toString(), run(RunVerdict.PASSED));

        var evaluationId = evaluation().jsonPath().getString("evaluationId");
        var other = Runs.run(UUID.randomUUID().toString(), RunVerdict.PASSED);
        kafka.publish(UUID.randomUUID().toString(), inSystem(other));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> viewer().get("/api/v1/systems/{system}/evaluations?limit=1", system)
                        .then()
                        .body("items[0].runId", equalTo(other.runId())));
        var first = viewer().get("/api/v1/systems/{system}/evaluations?limit=1", system)
                .jsonPath();
        viewer().queryParam("cursor", first.getString("nextCursor"))
                .get("/api/v1/systems/{system}/evaluations", system)
                .then()
                .body("items", hasSize(1))
                .body("items[0].evaluationId", equalTo(evaluationId));
        assertThat(kafka.published(EventType.BUDGET_EVALUATED, BudgetEvaluated.class))
                .filteredOn(event -> event.runId().equals(runId))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void anEvaluationIsAnsweredOnce() throws Exception {
        storeBudget();
        serveRecordedFacts();
        kafka.publish(UUID.randomUUID().toString(), run(RunVerdict.PASSED));

        var etag = evaluation().header("ETag");
        var id = evaluation().jsonPath().getString("evaluationId");

        viewer().header("If-None-Match", etag)
                .get("/api/v1/evaluations/{id}", id)
                .then()
                .statusCode(304);
        viewer().get("/api/v1/evaluations/{id}", id).then().statusCode(200).body("runId", equalTo(runId));
    }

    @Test
    void evaluationsAreCountedByVerdict() throws Exception {
        storeBudget();
        serveRecordedFacts();
        kafka.publish(UUID.randomUUID().toString(), run(RunVerdict.PASSED));

        evaluation();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get("/q/metrics")
                .then()
                .body(containsString("belastbar_budget_evaluations_total{verdict=\"FAIL\"}"))
                .body(containsString("belastbar_budget_evaluation_duration_seconds_count"))
                .body(containsString("belastbar_jobs_pending{queue=\"evaluations\"")));
    }

    @Test
    void withoutFactsTheDatabaseSectionHasNoDataAndSaysWhy() {
        storeBudget();

        kafka.publish(UUID.randomUUID().toString(), run(RunVerdict.PASSED));

        var report = evaluation();
        assertThat(verdict(report, "SELECT query on employees", "target_query_time"))
                .isEqualTo("NO_DATA");
        assertThat(report.jsonPath().getString("objectives.find { it.metric == 'target_seq_scan_allowed' }.reason"))
                .contains("2 attempts", "no database facts of this run");
        assertThat(verdict(report, "GET /api/v1/employees", "target_response_time_p95"))
                .isEqualTo("PASS");
    }

    @Test
    void anAbortedRunPassesNothing() throws Exception {
        storeBudget();
        serveRecordedFacts();

        kafka.publish(UUID.randomUUID().toString(), run(RunVerdict.ABORTED));

        var report = evaluation();
        report.then().body("verdict", equalTo("INCONCLUSIVE")).body("findings", hasSize(0));
        assertThat(report.jsonPath().getList("objectives.verdict", String.class))
                .containsOnly("INCONCLUSIVE", "NO_DATA");
    }

    @Test
    void aRunWithoutBudgetSaysSo() {
        kafka.publish(UUID.randomUUID().toString(), run(RunVerdict.PASSED));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> viewer().get("/api/v1/test-runs/{runId}/evaluation", runId)
                        .then()
                        .statusCode(404)
                        .body("detail", containsString("no budget was stored")));
    }

    @Test
    void aRunThatCouldNeverBeEvaluatedIsADeadLetterWithItsReason() {
        var good = Runs.measured("GET /a", 1, 0, i -> 1);
        var bad = new EndpointResult(
                "GET /a", "tag", 1, 0, 1, 1, good.responseTime(), good.serviceTime(), "bm90IGEgaGlzdG9ncmFt");

        kafka.publish(UUID.randomUUID().toString(), inSystem(Runs.run(runId, RunVerdict.PASSED, bad)));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(viewer().get("/api/v1/dead-letters")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains(runId, "not a compressed HdrHistogram"));
        viewer().get("/api/v1/test-runs/{runId}/evaluation", runId).then().statusCode(404);
    }

    @Test
    void aRelativeLimitIsThatOfTheRunsBefore() {
        storeBudget("""
                endpoints:
                  GET /a:
                    target_response_time_p95: "<= +10 %"
                """);
        viewer().accept("application/json")
                .get("/api/v1/systems/{system}/budget", system)
                .then()
                .body("objectives.limit", hasItem("≤ baseline +10 %"));
        for (int i = 1; i <= 3; i++) {
            relative(i, 100)
                    .then()
                    .body("objectives[0].verdict", equalTo("INCONCLUSIVE"))
                    .body("objectives[0].reason", containsString("no baseline: " + (i - 1) + " earlier runs"));
        }
        relative(4, 150)
                .then()
                .body("verdict", equalTo("FAIL"))
                .body("findings", hasSize(1))
                .body("objectives[0].limit", containsString("+10 % of 100"))
                .body("objectives[0].reason", containsString("the median of the last 3 runs on main"));
        relative(5, 105).then().body("objectives[0].verdict", equalTo("PASS"));
        // One that is judged late is held against those before it alone.
        relative(2, 101).then().body("objectives[0].verdict", equalTo("INCONCLUSIVE"));
    }

    @Test
    void aSizeIsHeldAgainstThoseThatMainHadBeforeTheWindow() {
        storeBudget("artefacts: { bundle: { target_size: \"<= +5 %\" } }");
        var now = Instant.now();
        for (int days = 2; days <= 4; days++) {
            post(1_000, now.minus(Duration.ofDays(days)));
        }
        post(1_060, now.minus(Duration.ofHours(1)));

        relative(1, 100)
                .then()
                .body("objectives[0].verdict", equalTo("FAIL"))
                .body("objectives[0].observed", equalTo("1.06 kB"))
                .body("objectives[0].limit", equalTo("≤ 1.05 kB (+5 % of 1 kB)"))
                .body("objectives[0].reason", containsString("the median of the 3 values before on main"));
    }

    private void post(int bytes, Instant at) {
        given().header("Authorization", "Bearer engineer-token")
                .contentType("application/json")
                .body("{\"measurements\": [{\"subject\": \"bundle\", \"metric\": \"size\", \"value\": \"" + bytes
                        + " B\", \"at\": \"" + at + "\"}]}")
                .post("/api/v1/systems/{system}/measurements", system)
                .then()
                .statusCode(201)
                .body("hint", containsString("relative to how it was before"));
    }

    /** The evaluation of a run that ended as many minutes later. */
    private Response relative(int minutes, long millis) {
        var id = UUID.randomUUID().toString();
        var run = inSystem(Runs.run(id, RunVerdict.PASSED, Runs.measured("GET /a", 400, 0, i -> millis)));
        kafka.publish(UUID.randomUUID().toString(), Runs.later(run, Duration.ofMinutes(minutes)));
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> viewer().get("/api/v1/test-runs/{runId}/evaluation", id),
                        response -> response.statusCode() == 200);
    }

    private void storeBudget() {
        storeBudget(Samples.smartbavBudgetYaml());
    }

    private void storeBudget(String document) {
        given().header("Authorization", "Bearer engineer-token")
                .contentType("application/yaml")
                .body(document.getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system)
                .then()
                .statusCode(201);
    }

    private void serveRecordedFacts() throws IOException, InterruptedException {
        try (var facts = getClass().getResourceAsStream("/profiling/database-facts.json");
                var http = HttpClient.newHttpClient()) {
            var put = HttpRequest.newBuilder(profiling.resolve("/api/v1/test-runs/" + runId + "/database-facts"))
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(facts.readAllBytes()))
                    .build();
            assertThat(http.send(put, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(204);
        }
    }

    private TestRunFinished run(RunVerdict verdict) {
        return inSystem(Runs.run(runId, verdict, Runs.measured("GET /api/v1/employees", 400, 0, i -> 100 + i % 50)));
    }

    private TestRunFinished inSystem(TestRunFinished run) {
        return Runs.inSystem(system, run);
    }

    private Response compliance() {
        return viewer().get("/api/v1/systems/{system}/reports/performance-budget-compliance.json", system);
    }

    private Response evaluation() {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> viewer().get("/api/v1/test-runs/{runId}/evaluation", runId),
                        response -> response.statusCode() == 200);
    }

    private static String verdict(Response report, String subject, String metric) {
        return report.jsonPath()
                .getString(
                        "objectives.find { it.subject == '" + subject + "' && it.metric == '" + metric + "' }.verdict");
    }

    private static RequestSpecification viewer() {
        return given().header("Authorization", "Bearer viewer-token");
    }
}
