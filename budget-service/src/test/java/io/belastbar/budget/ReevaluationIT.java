package io.belastbar.budget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.belastbar.budget.evaluation.Runs;
import io.belastbar.contracts.BudgetEvaluated;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.RunVerdict;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that are held against another version of the budget. */
@QuarkusTest
class ReevaluationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EVALUATION = "/api/v1/test-runs/{runId}/evaluation";

    @Inject
    Pool pool;

    private final String system = "s-" + UUID.randomUUID();
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
    void aRunHeldAgainstAnotherVersionKeepsItsOwnEvaluationAndAlarmsNobody() {
        budget("1s");
        var run = finished(100);
        var own = evaluated(run).jsonPath().getString("evaluationId");
        budget("10ms");

        var again = reevaluate(run, 2)
                .statusCode(201)
                .body("budgetVersion", equalTo(2))
                .body("reevaluationOf", equalTo(own))
                .body("verdict", equalTo("FAIL"))
                .body("findings", hasSize(0))
                .extract();

        viewer().get(EVALUATION, run)
                .then()
                .body("evaluationId", equalTo(own))
                .body("budgetVersion", equalTo(1))
                .body("verdict", equalTo("PASS"));
        var other = again.jsonPath().getString("evaluationId");
        assertThat(again.header("Location")).endsWith("/api/v1/evaluations/" + other);
        viewer().get(again.header("Location")).then().body("budgetVersion", equalTo(2));
        viewer().queryParam("budgetVersion", 2).get(EVALUATION, run).then().body("evaluationId", equalTo(other));
        viewer().get("/api/v1/test-runs/{runId}/evaluations", run)
                .then()
                .body("items", hasSize(2))
                .body("items[0].reevaluationOf", equalTo(own))
                .body("items[1].evaluationId", equalTo(own));
        viewer().get("/api/v1/systems/{system}/evaluations", system)
                .then()
                .body("items", hasSize(1))
                .body("items[0].evaluationId", equalTo(own));
        // What was promised later was not what the run showed.
        compliance().body("counts.NO_DATA", equalTo(1)).body("counts.FAIL", nullValue());
        compliance("run", run, "budgetVersion", 2)
                .body("budgetVersion", equalTo(2))
                .body("counts.FAIL", equalTo(1))
                .body("promises[0].runId", equalTo(run));
        viewer().get(
                        "/api/v1/systems/{system}/series/points?kind=ENDPOINT&subject=GET /a&metric=target_response_time_p95"
                                + "&scenario=demo",
                        system)
                .then()
                .body("items", hasSize(1));
        // What the next run raises arrives behind whatever this might have raised.
        var next = finished(20);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kafka.published(EventType.BUDGET_EVALUATED, BudgetEvaluated.class))
                        .extracting(BudgetEvaluated::runId)
                        .contains(run, next));
        assertThat(kafka.published(EventType.BUDGET_EVALUATED, BudgetEvaluated.class))
                .filteredOn(event -> event.runId().equals(run))
                .hasSize(1);
        assertThat(kafka.published(EventType.FINDING_RAISED, FindingRaised.class))
                .filteredOn(finding -> finding.system().equals(system))
                .noneMatch(finding -> run.equals(finding.evidence().get("runId")));
    }

    @Test
    void aRunThatHadNoBudgetIsJudgedOnceThereIsOne() {
        var run = finished(100);
        await().atMost(PATIENCE).untilAsserted(() -> viewer().get(EVALUATION, run)
                .then()
                .statusCode(404)
                .body("detail", containsString("no budget was stored"))
                .body("detail", containsString("--budget-version")));
        reevaluate(run, null).statusCode(404).body("detail", containsString("belastbar apply"));
        budget("10ms");

        reevaluate(run, null)
                .statusCode(201)
                .body("reevaluationOf", nullValue())
                .body("verdict", equalTo("FAIL"));

        viewer().get(EVALUATION, run).then().statusCode(200).body("budgetVersion", equalTo(1));
        compliance().body("counts.FAIL", equalTo(1)).body("promises[0].runId", equalTo(run));
        reevaluate(run, null).statusCode(201).body("reevaluationOf", not(nullValue()));
    }

    @Test
    void aLateEvaluationTakesNoNewerWordAway() {
        var old = finished(500);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        viewer().get(EVALUATION, old).then().body("detail", containsString("no budget was stored")));
        budget("100ms");
        var newer = finished(10);
        evaluated(newer);

        reevaluate(old, 1).statusCode(201).body("verdict", equalTo("FAIL"));

        compliance().body("counts.PASS", equalTo(1)).body("promises[0].runId", equalTo(newer));
    }

    @Test
    void aRunThatWasGivenUpIsNotFinal() {
        budget("100ms");
        var run = finished(10);
        evaluated(run);
        sql("DELETE FROM evaluation WHERE run_id = '" + run + "'");
        sql("UPDATE run_to_evaluate SET state = 'FAILED', problem = 'poison' WHERE run_id = '" + run + "'");
        viewer().get(EVALUATION, run).then().statusCode(404).body("detail", containsString("poison"));

        reevaluate(run, 1).statusCode(201).body("verdict", equalTo("PASS"));

        viewer().get(EVALUATION, run).then().statusCode(200);
    }

    @Test
    void whatCannotBeJudgedAgainIsRefusedWithTheReason() {
        budget("100ms");
        var run = finished(10);
        evaluated(run);

        reevaluate(UUID.randomUUID().toString(), 1).statusCode(404);
        reevaluate(run, 2).statusCode(404).body("detail", containsString("version 2"));
        reevaluate(run, 0).statusCode(404);
        viewer().queryParam("budgetVersion", 2).get(EVALUATION, run).then().statusCode(404);
        viewer().post(EVALUATION, run).then().statusCode(403);
        viewer().queryParam("budgetVersion", 1)
                .get("/api/v1/systems/{system}/reports/performance-budget-compliance.json", system)
                .then()
                .statusCode(400);
        sql("UPDATE run_to_evaluate SET state = 'PENDING' WHERE run_id = '" + run + "'");
        reevaluate(run, 1).statusCode(409).body("detail", containsString("waits for its own evaluation"));
        sql("UPDATE run_to_evaluate SET state = 'DONE', run = '{\"runId\":\"?\"}' WHERE run_id = '" + run + "'");
        reevaluate(run, 1).statusCode(409).body("detail", containsString("cannot be judged"));
        sql("DELETE FROM run_to_evaluate WHERE run_id = '" + run + "'");
        reevaluate(run, 1).statusCode(409).body("detail", containsString("no longer kept"));
        viewer().get("/api/v1/test-runs/{runId}/evaluations", run).then().body("items", hasSize(1));
    }

    @Test
    void aRequestThatComesTwiceIsDoneOnce() {
        budget("100ms");
        var run = finished(10);
        evaluated(run);
        var key = UUID.randomUUID().toString();

        var ids = IntStream.range(0, 2)
                .mapToObj(i -> engineer()
                        .header("Idempotency-Key", key)
                        .post(EVALUATION, run)
                        .then()
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getString("evaluationId"))
                .toList();

        assertThat(ids.getFirst()).isEqualTo(ids.getLast());
        viewer().get("/api/v1/test-runs/{runId}/evaluations", run).then().body("items", hasSize(2));
        engineer()
                .header("Idempotency-Key", key)
                .queryParam("budgetVersion", 1)
                .post(EVALUATION, run)
                .then()
                .statusCode(422);
    }

    private String finished(int millis) {
        var run = UUID.randomUUID().toString();
        var finished = Runs.run(run, RunVerdict.PASSED, Runs.measured("GET /a", 400, 0, i -> millis));
        kafka.publish(UUID.randomUUID().toString(), Runs.inSystem(system, finished));
        return run;
    }

    private void budget(String limit) {
        engineer()
                .contentType("application/yaml")
                .body(("endpoints: { GET /a: { target_response_time_p95: " + limit + " } }")
                        .getBytes(StandardCharsets.UTF_8))
                .put("/api/v1/systems/{system}/budget", system);
    }

    private static Response evaluated(String run) {
        return await().atMost(PATIENCE)
                .until(() -> viewer().get(EVALUATION, run), response -> response.statusCode() == 200);
    }

    private static ValidatableResponse reevaluate(String run, Integer version) {
        var request = version == null ? engineer() : engineer().queryParam("budgetVersion", version);
        return request.post(EVALUATION, run).then();
    }

    private ValidatableResponse compliance(Object... query) {
        var request = viewer();
        for (int i = 0; i < query.length; i += 2) {
            request.queryParam((String) query[i], query[i + 1]);
        }
        return request.get("/api/v1/systems/{system}/reports/performance-budget-compliance.json", system)
                .then()
                .statusCode(200);
    }

    private void sql(String statement) {
        pool.query(statement).executeAndAwait();
    }

    private static RequestSpecification engineer() {
        return given().header("Authorization", "Bearer engineer-token");
    }

    private static RequestSpecification viewer() {
        return given().header("Authorization", "Bearer viewer-token");
    }
}
