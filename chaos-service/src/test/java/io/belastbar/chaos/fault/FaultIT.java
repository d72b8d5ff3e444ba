package io.belastbar.chaos.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.chaos.fault.action.SimulatorFault.Simulated;
import io.belastbar.chaos.fault.action.SimulatorLatency;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class FaultIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String SYSTEM = """
            {"system":"smartbav","targets":{"http":"smartbav-api","insurer":"smartbav-insurer"}}""";

    SimulatedInsurer insurer;

    @Inject
    Pool pool;

    @Inject
    Faults faults;

    @BeforeEach
    void describeTheSystem() {
        wellAgain();
        insurer.heard().clear();
        as("engineer")
                .contentType("application/json")
                .body(SYSTEM)
                .put("/api/v1/systems/smartbav")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }

    @AfterEach
    void nothingIsUnderWay() {
        wellAgain();
        await().atMost(LIMIT)
                .until(() -> pool.query("SELECT count(*) FROM fault WHERE state <> 'ENDED'")
                                .executeAndAwait()
                                .iterator()
                                .next()
                                .getLong(0)
                        == 0);
    }

    @Test
    void aFaultIsInjectedAndClearedAtItsDeadlineAndTold() {
        String id = inject("smartbav-insurer", 1).statusCode(201).extract().path("id");

        assertThat(ordered())
                .singleElement()
                .asString()
                .startsWith("PUT /control {\"token\":\"" + id + "\",\"latencyMs\":30000,\"expiresAfterMs\":");
        awaitState(id, "ENDED");
        fault(id).body("endReason", equalTo("EXPIRED")).body("endedAt", notNullValue());
        assertThat(insurer.heard()).anyMatch(call -> call.startsWith("POST /control/reset"));
        assertThat(steps(id)).containsExactly("1 INJECTED", "2 EXPIRED");
    }

    @Test
    void deletingAFaultClearsItAtOnce() {
        String id = inject("smartbav-insurer", 600).extract().path("id");

        as("operator")
                .delete("/api/v1/faults/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("ENDED"))
                .body("endReason", equalTo("CANCELLED"))
                .body("endedBy", equalTo("operator"));
    }

    /** As between two steps of somebody who takes it back as well. */
    @Test
    void aFaultThatSomebodyElseIsClearingIsClearedWhenItsDeletionAnswers() {
        String id = withoutWorker("smartbav-insurer", "smartbav", "now() + interval '10 min'", "CLEARING");

        as("operator")
                .delete("/api/v1/faults/" + id)
                .then()
                .body("state", equalTo("ENDED"))
                .body("endReason", equalTo("EXPIRED"))
                .body("endedBy", equalTo("clock"));
        assertThat(insurer.heard()).anyMatch(call -> call.startsWith("POST /control/reset") && call.contains(id));
    }

    /** Its row is locked until its deletion, which has read that it is planned, waits for it. */
    @Test
    void aFaultThatIsConfirmedWhileItIsDeletedIsEndedAllTheSame() throws Exception {
        String id = withoutWorker("smartbav-insurer", "smartbav", "now() + interval '10 min'", "PLANNED");
        try (var deleters = Executors.newVirtualThreadPerTaskExecutor()) {
            SqlConnection confirming = pool.getConnectionAndAwait();
            Transaction confirmed = confirming.beginAndAwait();
            confirming
                    .query("UPDATE fault SET state = 'ACTIVE' WHERE id = '" + id + "'")
                    .executeAndAwait();
            var deleted = deleters.submit(
                    () -> as("operator").delete("/api/v1/faults/" + id).then());
            await().atMost(LIMIT).until(() -> waitingForFaults() == 1);
            confirmed.commitAndAwait();
            confirming.closeAndAwait();

            deleted.get(120, TimeUnit.SECONDS)
                    .body("state", equalTo("ENDED"))
                    .body("endReason", equalTo("CANCELLED"))
                    .body("endedBy", equalTo("operator"));
        }
        assertThat(insurer.heard()).anyMatch(call -> call.startsWith("POST /control/reset") && call.contains(id));
    }

    private long waitingForFaults() {
        return pool.query(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE fault %'")
                .executeAndAwait()
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void aFaultWhoseTargetDoesNotAnswerIsClearedUntilItDoes() {
        String id = inject("smartbav-insurer", 600).extract().path("id");
        insurer.broken(true);

        as("operator").delete("/api/v1/faults/" + id).then().body("state", equalTo("CLEARING"));
        insurer.broken(false);

        awaitState(id, "ENDED");
    }

    @Test
    void aFaultThatTheTargetRefusesIsUnavailableAndCleared() {
        insurer.broken(true);

        inject("smartbav-insurer", 600).statusCode(503).header("Retry-After", notNullValue());
        insurer.broken(false);

        String id = newestFault();
        awaitState(id, "ENDED");
        assertThat(steps(id)).containsExactly("1 FAILED");
    }

    /** What a process leaves behind that died between storing and clearing. */
    @Test
    void aFaultOfAProcessThatDiedIsCleared() {
        String id = leftBehind("smartbav-insurer", "smartbav", "now() - interval '1 min'", "ACTIVE");

        awaitState(id, "ENDED");
        assertThat(insurer.heard()).anyMatch(call -> call.startsWith("POST /control/reset"));
    }

    @Test
    void aCommandThatTheTargetAppliesAfterTheTimeOutDoesNotOutliveTheReset() {
        insurer.hold("PUT /control");

        inject("smartbav-insurer", 600).statusCode(503);
        String id = newestFault();
        awaitState(id, "ENDED");
        letGoAndAwait("PUT /control", 1);

        assertThat(insurer.inForce()).isNull();
    }

    @Test
    void aFaultThatIsCancelledWhileItsCommandIsUnderWayStaysOver() throws Exception {
        insurer.hold("PUT /control");
        try (var starter = Executors.newVirtualThreadPerTaskExecutor()) {
            var started = starter.submit(() -> inject("smartbav-insurer", 600));
            await().atMost(LIMIT).until(() -> !ordered().isEmpty());
            String id = newestFault();

            as("operator").delete("/api/v1/faults/" + id).then().body("state", equalTo("ENDED"));
            letGoAndAwait("PUT /control", 1);

            started.get(120, TimeUnit.SECONDS)
                    .statusCode(201)
                    .body("state", equalTo("ENDED"))
                    .body("endReason", equalTo("CANCELLED"));
        }
        assertThat(insurer.inForce()).isNull();
    }

    @Test
    void aFaultWhoseTargetHangsIsClearingUntilItConfirms() {
        String id = inject("smartbav-insurer", 600).extract().path("id");
        insurer.hold("POST /control/reset");

        as("operator").delete("/api/v1/faults/" + id).then().body("state", equalTo("CLEARING"));
        assertThat(insurer.inForce()).isEqualTo(id);
        insurer.letGo("POST /control/reset");

        awaitState(id, "ENDED");
        assertThat(insurer.inForce()).isNull();
    }

    /** What an instance does that read the old fault, and whose reset comes when the next fault is in force. */
    @Test
    void aResetThatWasLongUnderWayLeavesANewerFaultAlone() {
        String old = inject("smartbav-insurer", 600).extract().path("id");
        insurer.hold("POST /control/reset");
        as("operator").delete("/api/v1/faults/" + old).then().body("state", equalTo("CLEARING"));
        sql("UPDATE fault SET state = 'ENDED', ended_at = now() WHERE id = '" + old + "'");

        String newer = inject("smartbav-insurer", 600).statusCode(201).extract().path("id");
        letGoAndAwait("POST /control/reset", 1);

        assertThat(insurer.inForce()).isEqualTo(newer);
        as("operator").delete("/api/v1/faults/" + newer).then().body("state", equalTo("ENDED"));
        assertThat(insurer.inForce()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"smartbav-insurer", "strange-insurer", "forgotten-insurer"})
    void aFaultWhoseTargetCannotBeToldIsOverWhenItsDeadManLimitHasPassed(String target) {
        insurer.broken(true);
        String within = leftBehind(target, "smartbav", "now() + interval '5 min'", "CLEARING");
        await().atMost(LIMIT).until(() -> clearFailures() > 0);
        fault(within).body("state", equalTo("CLEARING"));

        sql("UPDATE fault SET deadline = now() - interval '1 min' WHERE id = '" + within + "'");

        awaitState(within, "ENDED");
    }

    @Test
    void aFaultThatCannotEndHoldsUpNoOther() {
        String poison = leftBehind("prod-insurer", "x".repeat(1_100_000), "now() - interval '2 min'", "ACTIVE");
        String good = leftBehind("smartbav-insurer", "smartbav", "now() - interval '1 min'", "ACTIVE");
        try {
            awaitState(good, "ENDED");
            fault(poison).body("state", equalTo("CLEARING"));
        } finally {
            sql("DELETE FROM fault WHERE id = '" + poison + "'");
        }
    }

    @Test
    void oneFaultATargetAtATime() {
        String first = inject("smartbav-insurer", 600).statusCode(201).extract().path("id");

        inject("smartbav-insurer", 600).statusCode(409);

        as("operator").delete("/api/v1/faults/" + first).then().statusCode(200);
    }

    @Test
    void onlyRegisteredTargetsOfTheSystemAreBroken() {
        inject("somebody-else", 60).statusCode(403);
        inject("smartbav-db", 60).statusCode(400).body("errors[0].pointer", equalTo("/target"));
        assertThat(ordered()).isEmpty();
    }

    @Test
    void anEngineerMayNotBreakAnything() {
        order("engineer", "smartbav-insurer", 60).statusCode(403);
        assertThat(ordered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod-insurer", "unnamed-insurer"})
    void productionAndWhatNobodyNamedNeedASecondPersonATimeAndAKind(String target) {
        as("engineer")
                .contentType("application/json")
                .body("{\"system\":\"prod\",\"targets\":{\"insurer\":\"%s\"}}".formatted(target))
                .put("/api/v1/systems/prod")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));

        String detail = as("operator")
                .contentType("application/json")
                .body("{\"type\":\"insurer-latency\",\"target\":\"%s\",\"latencyMs\":9,\"durationSeconds\":9}"
                        .formatted(target))
                .post("/api/v1/systems/prod/faults")
                .then()
                .statusCode(409)
                .extract()
                .path("detail");

        assertThat(detail).contains("belastbar.chaos.production.kinds", "approvals");
        assertThat(detail.contains("belastbar.targets.unnamed-insurer.environment"))
                .isEqualTo(target.equals("unnamed-insurer"));
        String hash = detail.replaceAll(".*\"hash\": \"([0-9a-f]{64})\".*", "$1");
        approve("prod", hash).statusCode(409);
        approve("prod", "f".repeat(64)).statusCode(201);
        approve("prod", "F").statusCode(400);
        assertThat(ordered()).isEmpty();
    }

    @Test
    void aFaultInProductionIsInjectedWhenAnotherPersonHasApprovedExactlyIt() {
        describeProduction();
        String hash = asked("operator", 50);

        approve("prod", hash).statusCode(409);
        approve("colleague", "prod", hash).statusCode(201);
        assertThat(asked("colleague", 50)).isEqualTo(hash);
        assertThat(asked("operator", 60)).isNotEqualTo(hash);
        assertThat(ordered()).isEmpty();
        String id = orderErrors("operator", 50)
                .statusCode(201)
                .body("state", equalTo("ACTIVE"))
                .extract()
                .path("id");

        assertThat(insurer.inForce()).isEqualTo(id);
        as("operator").delete("/api/v1/faults/" + id).then().body("state", equalTo("ENDED"));
        sql("UPDATE approval SET expires_at = now() WHERE hash = '" + hash + "'");
        assertThat(asked("operator", 50)).isEqualTo(hash);
    }

    private static void describeProduction() {
        as("engineer")
                .contentType("application/json")
                .body("{\"system\":\"prod\",\"targets\":{\"insurer\":\"prod-insurer\"}}")
                .put("/api/v1/systems/prod")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }

    /** The hash of what is refused because nothing but another person's approval is missing. */
    private static String asked(String principal, int percentage) {
        return orderErrors(principal, percentage)
                .statusCode(409)
                .body("detailGerman", startsWith("ein Fehler in Produktion ist noch nicht möglich: die Freigabe"))
                .body("detail", startsWith("a fault in production is not possible yet: another person's approval"))
                .extract()
                .<String>path("detail")
                .replaceAll(".*\"hash\": \"([0-9a-f]{64})\".*", "$1");
    }

    private static ValidatableResponse orderErrors(String principal, int percentage) {
        return as(principal)
                .contentType("application/json")
                .body("{\"type\":\"insurer-errors\",\"target\":\"prod-insurer\",\"percentage\":%d,\"duration\":\"10m\"}"
                        .formatted(percentage))
                .post("/api/v1/systems/prod/faults")
                .then();
    }

    private static ValidatableResponse approve(String system, String hash) {
        return approve("operator", system, hash);
    }

    private static ValidatableResponse approve(String principal, String system, String hash) {
        return as(principal)
                .contentType("application/json")
                .body("{\"hash\":\"" + hash + "\"}")
                .post("/api/v1/systems/" + system + "/approvals")
                .then();
    }

    @Test
    void theKillSwitchEndsEverythingAndForbidsMoreUntilItIsLifted() {
        String id = inject("smartbav-insurer", 600).statusCode(201).extract().path("id");
        as("operator")
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/kill-switch")
                .then()
                .statusCode(400);
        try {
            as("operator")
                    .contentType("application/json")
                    .body("{\"reason\":\"real trouble\"}")
                    .post("/api/v1/kill-switch")
                    .then()
                    .statusCode(200);

            fault(id).body("state", equalTo("ENDED"));
            assertThat(insurer.inForce()).isNull();
            inject("smartbav-insurer", 600).statusCode(409);
            as("viewer").get("/api/v1/kill-switch").then().body("reason", equalTo("real trouble"));
        } finally {
            as("operator").delete("/api/v1/kill-switch").then().statusCode(204);
        }
        as("viewer").get("/api/v1/kill-switch").then().statusCode(404);
        inject("smartbav-insurer", 1).statusCode(201);
    }

    /** Whoever pulled it was killed before anything was ended; another instance looks after the fault. */
    @Test
    void aKillSwitchWhosePullerDiedEndsEverythingAllTheSame() {
        String id = inject("smartbav-insurer", 600).statusCode(201).extract().path("id");
        sql("INSERT INTO kill_switch (pulled_by, pulled_at, reason) VALUES ('Jürgen', now(), 'real \"trouble\"')");
        try {
            awaitState(id, "ENDED");
            fault(id).body("endReason", equalTo("CANCELLED"), "endedBy", equalTo("Jürgen"));
            assertThat(insurer.inForce()).isNull();
            inject("smartbav-insurer", 600).statusCode(409);
        } finally {
            as("operator").delete("/api/v1/kill-switch").then().statusCode(204);
        }
    }

    @Test
    void aKillSwitchThatIsPulledTwiceAtOnceIsOneAndEndsWhatAnotherInstanceInjected() throws Exception {
        String id = leftBehind("smartbav-insurer", "smartbav", "now() + interval '10 min'", "ACTIVE");
        try (var pullers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = pullers.submit(() -> pull("operator"));
            var second = pullers.submit(() -> pull("colleague"));

            assertThat(first.get(120, TimeUnit.SECONDS)).isEqualTo(second.get(120, TimeUnit.SECONDS));
            awaitState(id, "ENDED");
        } finally {
            as("operator").delete("/api/v1/kill-switch").then().statusCode(204);
        }
        as("operator").delete("/api/v1/kill-switch").then().statusCode(404);
    }

    private static String pull(String principal) {
        return as(principal)
                .contentType("application/json")
                .body("{\"reason\":\"real trouble\"}")
                .post("/api/v1/kill-switch")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void aKeySentAgainNamesTheSameFaultAndADryRunBreaksNothing() {
        String key = UUID.randomUUID().toString();
        String body = "{\"type\":\"insurer-hang\",\"target\":\"smartbav-insurer\",\"duration\":\"1s\"}";
        var twice = as("operator").contentType("application/json").header("Idempotency-Key", key);

        as("operator")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/systems/smartbav/faults?dryRun=true")
                .then()
                .statusCode(200)
                .body("possible", equalTo(true));
        assertThat(ordered()).isEmpty();
        String id = twice.body(body)
                .post("/api/v1/systems/smartbav/faults")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        twice.body(body)
                .post("/api/v1/systems/smartbav/faults")
                .then()
                .statusCode(201)
                .body("id", equalTo(id));
        twice.body(body + " ").post("/api/v1/systems/smartbav/faults").then().statusCode(422);
        as("viewer")
                .get("/api/v1/systems/smartbav/faults?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(id), "items[0].type", equalTo("insurer-hang"));
    }

    @Test
    void aDeadLetterThatIsNoneIsToldSo() {
        as("operator")
                .post("/api/v1/dead-letters/99999999/replay")
                .then()
                .statusCode(404)
                .body("detail", equalTo("no dead letter \"99999999\""));
        as("operator")
                .post("/api/v1/dead-letters/abc/replay")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("id"), "errors[0].received", equalTo("abc"));
    }

    @Test
    void itIsHealthyAndDescribed() {
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(as("viewer").get("/q/openapi").asString()).contains("/api/v1/systems/{system}/faults");
    }

    @Test
    void aFaultOfAGameDayIsOneOfItsStepsAndIsInjectedOnceForEachId() throws Exception {
        UUID gameDay = UUID.randomUUID();
        sql("INSERT INTO game_day_counter (game_day, steps) VALUES ('" + gameDay + "', 4)");
        FaultRequest request = new FaultRequest(
                UUID.randomUUID(),
                "smartbav",
                new SimulatorLatency(Simulated.INSURER, "smartbav-insurer", 30_000, 0, 50),
                Duration.ofMinutes(10),
                "operator",
                Optional.of(gameDay));

        Fault injected = faults.inject(request);
        Fault again = faults.inject(request);

        assertThat(again).isEqualTo(injected);
        assertThat(faults.underWay("smartbav")).containsExactly(injected);
        assertThat(ordered()).singleElement().asString().contains("\"share\":0.5");
        faults.clear(injected.id(), "somebody");
        assertThat(faults.find(injected.id()).orElseThrow().isOver()).isTrue();
        assertThat(toldBy(gameDay)).containsExactly("5 INJECTED " + injected.id(), "6 CLEARED " + injected.id());
        assertThat(toldBy(injected.id())).isEmpty();
    }

    /** What waits in the outbox, or has left it, about a game day. */
    private List<String> toldBy(UUID gameDay) {
        return pool
                .query("""
                        SELECT told ->> 'sequence', told ->> 'phase', told #>> '{details,faultId}'
                          FROM (SELECT sequence, key, convert_from(data, 'UTF8')::jsonb AS told FROM outbox_event) AS event
                         WHERE key = '%s' ORDER BY sequence""".formatted(gameDay))
                .mapping(row -> row.getString(0) + " " + row.getString(1) + " " + row.getString(2))
                .executeAndAwait()
                .stream()
                .toList();
    }

    /** What it was told to do. That it is asked how it is, or told to be well, may still come of the fault before. */
    private List<String> ordered() {
        return insurer.heard().stream().filter(call -> call.startsWith("PUT")).toList();
    }

    private void wellAgain() {
        insurer.broken(false);
        insurer.letGo("PUT /control");
        insurer.letGo("POST /control/reset");
    }

    private static ValidatableResponse inject(String target, int seconds) {
        return order("operator", target, seconds);
    }

    private static ValidatableResponse order(String principal, String target, int seconds) {
        return as(principal)
                .contentType("application/json")
                .body("{\"type\":\"insurer-latency\",\"target\":\"%s\",\"latencyMs\":30000,\"durationSeconds\":%d}"
                        .formatted(target, seconds))
                .post("/api/v1/systems/smartbav/faults")
                .then();
    }

    private static ValidatableResponse fault(String id) {
        return as("viewer").get("/api/v1/faults/" + id).then();
    }

    private static void awaitState(String id, String state) {
        await().atMost(LIMIT).until(() -> fault(id).extract().path("state"), state::equals);
    }

    private static RequestSpecification as(String principal) {
        return given().auth().preemptive().oauth2(principal + "-token");
    }

    private String leftBehind(String target, String system, String deadline, String state) {
        String id = withoutWorker(target, system, deadline, state);
        sql("INSERT INTO leased_work (queue, item) VALUES ('faults', '" + id + "')");
        return id;
    }

    /** After which nobody looks. */
    private String withoutWorker(String target, String system, String deadline, String state) {
        String id = UUID.randomUUID().toString();
        sql("""
                INSERT INTO fault (id, system, type, target, latency_ms, planned_at, deadline, started_by, state,
                  injected_at, end_reason, ended_by, steps)
                VALUES ('%s', '%s', 'insurer-latency', '%s', 30000, now() - interval '10 min', %s, 'operator', '%s',
                  now() - interval '9 min', '%s', 'clock', 1)
                """.formatted(id, system, target, deadline, state, "EXPIRED"));
        return id;
    }

    private void letGoAndAwait(String call, int calls) {
        int before = insurer.applied();
        insurer.letGo(call);
        await().atMost(LIMIT).until(() -> insurer.applied() >= before + calls);
    }

    private String newestFault() {
        return pool.query("SELECT id FROM fault WHERE system = 'smartbav' ORDER BY planned_at DESC LIMIT 1")
                .executeAndAwait()
                .iterator()
                .next()
                .getUUID(0)
                .toString();
    }

    private double clearFailures() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("belastbar_chaos_clear_failures_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void sql(String statement) {
        pool.query(statement).executeAndAwait();
    }

    /** The steps that Kafka tells of, each with its number, as soon as the game day is finished. */
    private static List<String> steps(String key) {
        Map<String, Object> settings = TestInfrastructure.kafkaClient();
        settings.putAll(Map.of("group.id", "fault-test-" + UUID.randomUUID(), "auto.offset.reset", "earliest"));
        List<String> bodies = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("belastbar.game-day-steps"));
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> {
                    if (message.key().equals(key)) {
                        bodies.add(message.value());
                    }
                });
                return bodies.stream().anyMatch(body -> body.contains("\"outcome\""));
            });
        }
        return bodies.stream()
                .filter(body -> body.contains("\"phase\""))
                .map(body -> body.replaceAll(".*\"sequence\":(\\d+).*\"phase\":\"([A-Z]+)\".*", "$1 $2"))
                .toList();
    }
}
