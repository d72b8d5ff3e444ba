package io.belastbar.chaos.fault;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.chaos.fault.driver.GatedTargets;
import io.belastbar.chaos.fault.driver.GatedTargets.Way;
import io.belastbar.chaos.fault.driver.TargetGate.Mode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Load as a fault, by a loadtest-service that keeps its own rules of keys and moments. */
@QuarkusTest
@QuarkusTestResource(GatedTargets.class)
class LoadFaultsIT {
    private static final String START =
            "{\"type\":\"load-start\",\"target\":\"gated-loadtest\",\"scenario\":\"many\",\"duration\":\"10m\"}";

    GatedTargets targets;

    @BeforeEach
    void describeTheSystem() {
        as("engineer")
                .body("{\"system\":\"gated\",\"targets\":{\"http\":\"gated-loadtest\"}}")
                .put("/api/v1/systems/gated")
                .then()
                .statusCode(oneOf(200, 201));
        targets.ruled().heard().clear();
    }

    @AfterEach
    void theWayIsOpen() {
        targets.gate(Way.LOADTEST).become(Mode.PASSES);
        targets.gate(Way.LOADTEST).letGo();
    }

    @Test
    void aLoadIsStartedOnceAndEndsByItselfFiveSecondsAfterTheDeadline() {
        ValidatableResponse injected = order(START).statusCode(201).body("state", equalTo("ACTIVE"));
        String id = injected.extract().path("id");
        Instant deadline = Instant.parse(injected.extract().path("deadline"));

        assertThat(targets.ruled().heard())
                .filteredOn(call -> call.startsWith("POST"))
                .singleElement()
                .asString()
                .startsWith("POST /api/v1/systems/gated/test-runs {")
                .contains("\"scenario\":\"many\"", "\"fault\":\"" + id + "\"")
                .contains("\"notAfter\":\"" + deadline.plusSeconds(5) + "\"");

        cancel(id).body("state", equalTo("ENDED"));
        assertThat(targets.ruled().has(UUID.fromString(id))).isFalse();
        // The undo names the run by its key, and asks for no other.
        assertThat(targets.ruled().heard())
                .filteredOn(call -> call.startsWith("POST"))
                .hasSize(1);
    }

    @Test
    void theLoadOfARunIsChangedAndTheRunEndsWithTheFault() {
        UUID run = UUID.randomUUID();
        String id = order(change(run)).statusCode(201).extract().path("id");

        assertThat(targets.ruled().heard())
                .filteredOn(call -> call.startsWith("PATCH"))
                .singleElement()
                .asString()
                .startsWith("PATCH /api/v1/test-runs/" + run + "/load {\"ratePerSecond\":900,\"notAfter\":\"");

        cancel(id).body("state", equalTo("ENDED"));
        assertThat(targets.ruled().has(run)).isFalse();
        order(change(run))
                .statusCode(409)
                .body(
                        "detail",
                        startsWith("not possible here, because the run does not run but is FINISHED"),
                        "detailGerman",
                        startsWith("hier nicht möglich, weil der Lauf nicht läuft, sondern FINISHED ist"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"REFUSES", "FAILS", "HANGS"})
    void aLoadThatIsNotAnsweredIsNotPossibleHere(Mode mode) {
        targets.gate(Way.LOADTEST).become(mode);

        order(START)
                .statusCode(409)
                .body(
                        "detail",
                        startsWith("not possible here, because loadtest-service"),
                        "detailGerman",
                        startsWith("hier nicht möglich, weil loadtest-service"));
    }

    @Test
    void aLoadThatCannotBeEndedIsClearingUntilItIs() {
        String id = order(START).statusCode(201).extract().path("id");
        targets.gate(Way.LOADTEST).become(Mode.FAILS);

        cancel(id).body("state", equalTo("CLEARING"));
        assertThat(targets.ruled().has(UUID.fromString(id))).isTrue();
        targets.gate(Way.LOADTEST).become(Mode.PASSES);

        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> as("viewer")
                                .get("/api/v1/faults/" + id)
                                .then()
                                .extract()
                                .path("state"),
                        "ENDED"::equals);
        assertThat(targets.ruled().has(UUID.fromString(id))).isFalse();
    }

    private static String change(UUID run) {
        return "{\"type\":\"load-change\",\"target\":\"gated-loadtest\",\"testRun\":\"" + run
                + "\",\"ratePerSecond\":900,\"duration\":\"10m\"}";
    }

    private static ValidatableResponse order(String order) {
        return as("operator").body(order).post("/api/v1/systems/gated/faults").then();
    }

    private static ValidatableResponse cancel(String id) {
        return as("operator").delete("/api/v1/faults/" + id).then().statusCode(200);
    }

    private static RequestSpecification as(String principal) {
        return given().auth().preemptive().oauth2(principal + "-token").contentType("application/json");
    }
}
