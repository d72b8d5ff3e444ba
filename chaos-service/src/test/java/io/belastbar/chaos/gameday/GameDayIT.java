package io.belastbar.chaos.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.fault.SimulatedInsurer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole game days against a target that is really broken, over real HTTP. */
@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class GameDayIT {
    SimulatedInsurer insurer;

    private final GameDays days = new GameDays();

    @BeforeEach
    void describeTheSystem() {
        insurer.broken(false);
        insurer.heard().clear();
        days.describeTheSystem();
    }

    @AfterEach
    void nothingStaysBroken() {
        insurer.letGo("POST /other/control/reset");
        days.endAll();
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() == null);
    }

    @Test
    void withoutItsSteadyStateAGameDayEndsAbortedAndIsTold() {
        days.store("steady-state-missed", """
                goal: Nothing is broken where nothing was well before
                critical-function: Quotes
                criticality: supporting
                steady-state:
                  within: 1s
                  expect:
                    - {type: http-probe, target: smartbav-insurer, request: GET /control, json: $.well, equals: maybe}
                steps:
                  - at: T+0
                    inject: {type: insurer-latency, target: smartbav-insurer, latency: 30s, duration: 1m}
                """);

        String day = days.start("steady-state-missed");

        assertThat(days.ended(day)).isEqualTo("ABORTED");
        assertThat(days.as("operator").get(day + "/events").asString())
                .contains("NOT_STEADY", "GAME_DAY_ENDED", "event:finished")
                .doesNotContain("STEP_BEGUN");
        assertThat(insurer.heard()).noneMatch(call -> call.startsWith("PUT"));
    }

    @Test
    void whatIsBrokenIsSeenUndoneProvenWellAndToldInOrder() {
        days.store("insurer-slow", GameDays.insurerSlow("""
                expectations:
                  - {name: seen, after: slow, deadline: 2m, type: http-probe, target: smartbav-insurer,
                     request: GET /control, json: $.well, equals: false}
                """));

        String day = days.start("insurer-slow");

        assertThat(days.ended(day)).isEqualTo("PASSED");
        assertThat(insurer.inForce()).isNull();
        assertThat(insurer.heard()).anyMatch(call -> call.startsWith("PUT /control"));
        List<JsonNode> told = GameDays.toldBy(day);
        assertThat(told.getFirst().path("startedBy").asText()).isEqualTo("operator");
        assertThat(told.getLast().path("outcome").asText()).isEqualTo("PASSED");
        List<JsonNode> steps = told.subList(1, told.size() - 1);
        assertThat(steps)
                .extracting(step -> step.path("sequence").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, steps.size()).boxed().toList());
        assertThat(steps)
                .extracting(step -> step.path("phase").asText())
                .containsSubsequence("STEADY", "STEP_BEGUN", "INJECTED", "STEP_DONE", "EXPECTATION_MET")
                .containsSubsequence("EXPECTATION_MET", "FAULTS_TAKEN_BACK", "REGAINED", "GAME_DAY_ENDED")
                // The undoing waits for no database, so that it may be told before what it follows from.
                .containsSubsequence("INJECTED", "CLEARED", "FAULTS_TAKEN_BACK");
    }

    @Test
    void recordOfAGameDayVerifiesIsKnownElsewhereAndBecomesAFile() {
        days.store("insurer-recorded", GameDays.insurerSlow("""
                participants:
                  - {name: Jörg "JJ" Müller, role: moderator}
                questions: ["Was fehlte?"]
                expectations:
                  - {name: seen, after: slow, deadline: 2m, type: http-probe, target: smartbav-insurer,
                     request: GET /control, json: $.well, equals: false}
                """));

        String day = days.start("insurer-recorded");

        assertThat(days.ended(day)).isEqualTo("PASSED");
        Response verified = days.as("auditor").get(day + "/record/verification");
        assertThat(verified.<Boolean>path("verifies")).as(verified.asString()).isTrue();
        String record = days.as("auditor").get(day + "/record").asString();
        assertThat(record.lines().findFirst().orElseThrow())
                .contains("STARTED", "smartbav-insurer", "Müller", "runbookSha256", "softwareVersion", "environments");
        assertThat(record).contains("STEP_DONE", "EXPECTATION_MET", "REGAINED", "FINISHED");
        JsonNode head = GameDays.toldBy(day).getLast().path("recordHead");
        assertThat(record).contains(head.path("hash").asText());
        assertThat(head.path("entries").asLong()).isEqualTo(record.lines().count() - 1);
        String file = days.deliverable("post-gameday-action-items.md");
        assertThat(file).contains("insurer-recorded");
        days.as("operator")
                .contentType("application/json")
                .body("{\"question\":0,\"answer\":\"ein | Alarm\"}")
                .post(day + "/answers")
                .then()
                .statusCode(200);
        assertThat(days.as("auditor").get(day + "/record/verification").<Boolean>path("verifies"))
                .isTrue();
        assertThat(days.as("viewer").get(day + "/report.html?lang=de").asString())
                .contains("BESTANDEN", "Was fehlte? – ein | Alarm", "langsamer Versicherer", "Müller");
    }

    @Test
    void whatAnAnalysisFoundIsLinkedAndWhoeverIsTheStandbyThenIsPromoted() {
        insurer.tell("POST /api/v1/systems/smartbav/database-analyses", """
                {"facts":{},"findings":[{"number":"PE-7","severity":"HIGH","component":"employees","title":"An index \\"für\\" all",
                 "recommendedMeasures":["CREATE INDEX i ON employees (a)"]}]}""");
        insurer.tell("GET /children", """
                {"children":[{"name":"db-a","role":"standby","state":"KILLED"},{"name":"db b","role":"standby","state":"RUNNING"}]}""");
        insurer.tell("POST /children/db%20b/promote", "{}");
        String runbook = GameDays.BEGINNING + """
                steps:
                  - {at: T+0, name: find, act: {action: analysis, finds: %s}}
                  - {at: T+0, name: failover, act: {action: promote, target: smartbav-insurer, role: %s}}
                """;
        days.store("finds", runbook.formatted("EMPLOYEES", "standby"));
        days.store("finds-nothing", runbook.formatted("orders", "standby"));
        days.store("nobody-there", runbook.formatted("employees", "primary"));

        String found = days.start("finds");
        assertThat(days.ended(found)).isEqualTo("PASSED");
        assertThat(days.as("viewer").get(found + "/events").asString())
                .contains("/api/v1/findings/PE-7", "CREATE INDEX i ON employees (a)", "db b");
        assertThat(days.as("auditor").get(found + "/record").asString()).contains("finding.PE-7.url");

        String nothing = days.start("finds-nothing");
        assertThat(days.ended(nothing)).isEqualTo("FAILED");
        assertThat(days.as("viewer").get(nothing + "/events").asString()).contains("none about orders");

        String nobody = days.start("nobody-there");
        assertThat(days.ended(nobody)).isEqualTo("FAILED");
        assertThat(days.as("viewer").get(nobody + "/events").asString())
                .contains("no process runs in the role primary");
    }

    @Test
    void stopConditionEndsTheExerciseAndWhatWasDoneIsUndone() {
        days.store("insurer-stopped", GameDays.insurerSlow("""
                expectations:
                  - {name: never, after: slow, deadline: 10m, type: http-probe, target: smartbav-insurer,
                     request: GET /control, json: $.well, equals: maybe}
                stop-conditions:
                  - {name: well, type: http-probe, target: smartbav-insurer,
                     request: GET /control, json: $.well, equals: true}
                """));

        String day = days.start("insurer-stopped");

        assertThat(days.ended(day)).isEqualTo("FAILED");
        assertThat(days.as("viewer").get(day).<String>path("reason")).isEqualTo("stop condition well");
        assertThat(insurer.inForce()).isNull();
        assertThat(GameDays.toldBy(day))
                .extracting(step -> step.path("phase").asText())
                .containsSubsequence("STOP_CONDITION_MET", "FAULTS_TAKEN_BACK", "REGAINED")
                .containsSubsequence("INJECTED", "CLEARED", "FAULTS_TAKEN_BACK");
    }

    @Test
    void targetThatHangsHoldsUpTheUndoingOfNoOther() {
        insurer.hold("POST /other/control/reset");
        days.store("insurers-stopped", GameDays.BEGINNING + """
                steps:
                  - {at: T+0, name: other,
                     inject: {type: sap-latency, target: other-insurer, latency: 30s, duration: 5m}}
                  - {at: T+0, name: slow,
                     inject: {type: insurer-latency, target: smartbav-insurer, latency: 30s, duration: 5m}}
                expectations:
                  - {name: never, after: slow, deadline: 10m, type: http-probe, target: smartbav-insurer,
                     request: GET /control, json: $.well, equals: maybe}
                """);
        String day = days.start("insurers-stopped");
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() != null);

        days.as("operator").delete(day).then().statusCode(202);

        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() == null);
        assertThat(insurer.inForceAtTheOther()).isNotNull();
        // Stored after the undoing was begun; the other reset holds it up.
        await().atMost(GameDays.LIMIT)
                .until(() -> days.as("viewer").get(day).<String>path("state").equals("ROLLING_BACK"));
        insurer.letGo("POST /other/control/reset");
        assertThat(days.ended(day)).isEqualTo("ABORTED");
        assertThat(insurer.inForceAtTheOther()).isNull();
    }

    @Test
    void anyOperatorEndsItAndWhatWasDoneIsUndone() {
        String day = underWay("insurer-aborted");

        days.as("operator").delete(day).then().statusCode(202);

        assertThat(days.ended(day)).isEqualTo("ABORTED");
        assertThat(insurer.inForce()).isNull();
        assertThat(days.as("viewer").get(day).<String>path("abortedBy")).isEqualTo("operator");
        days.as("operator").delete(day).then().statusCode(200);
    }

    @Test
    void killSwitchEndsGameDaysAndForbidsThemUntilItIsLifted() {
        String day = underWay("insurer-killed");
        try {
            days.as("operator")
                    .contentType("application/json")
                    .body("{\"reason\":\"real trouble\"}")
                    .post("/api/v1/kill-switch")
                    .then()
                    .statusCode(200);

            assertThat(days.ended(day)).isEqualTo("ABORTED");
            assertThat(insurer.inForce()).isNull();
            assertThat(days.order("insurer-killed").statusCode()).isEqualTo(409);
        } finally {
            days.as("operator").delete("/api/v1/kill-switch").then().statusCode(204);
        }
    }

    @Test
    void manualStepWaitsForItsRoleAndIsConfirmedOnce() {
        days.store("confirmed", GameDays.BEGINNING + """
                participants:
                  - {name: Operations, role: operations, principal: operator}
                  - {name: Somebody, role: moderator, principal: somebody}
                steps:
                  - {at: T+0, name: look, confirm: {role: operations, text: Look at the webhooks}}
                  - {at: T+0, name: agree, confirm: {role: operations, text: Agree}}
                """);
        String day = days.start("confirmed");
        await().atMost(GameDays.LIMIT)
                .until(() -> days.as("viewer").get(day).<String>path("state").equals("RUNNING"));

        assertThat(days.as("viewer")
                        .get("/api/v1/systems/smartbav/game-days?limit=1")
                        .<String>path("items[0].waitsFor.step"))
                .isEqualTo("look");
        Response denied = days.confirm(day, "look", true, Map.of("role", "moderator"));
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.<String>path("detail")).contains("role operations", "not by moderator");
        assertThat(days.confirm(day, "look", true).statusCode()).isEqualTo(200);
        assertThat(days.confirm(day, "look", true).statusCode()).isEqualTo(409);
        assertThat(days.confirm(day, "nothing", true).statusCode()).isEqualTo(400);
        assertThat(days.confirm(day, "agree", true).statusCode()).isEqualTo(200);

        assertThat(days.ended(day)).isEqualTo("PASSED");
        List<Map<String, Object>> said = days.as("viewer").get(day).path("confirmations");
        assertThat(said).extracting(one -> one.get("by")).containsExactly("operator", "operator");
    }

    private String underWay(String runbook) {
        days.store(runbook, GameDays.insurerSlow("""
                expectations:
                  - {name: never, after: slow, deadline: 10m, type: http-probe, target: smartbav-insurer,
                     request: GET /control, json: $.well, equals: maybe}
                """));
        String day = days.start(runbook);
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() != null);
        return day;
    }
}
