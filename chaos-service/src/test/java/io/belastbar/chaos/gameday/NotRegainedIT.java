package io.belastbar.chaos.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.chaos.fault.SimulatedInsurer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A system that is not as it was after its game day is everybody's business. */
@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class NotRegainedIT {
    private static final String RUNBOOK = """
            goal: The application recovers by itself
            critical-function: Quotes of "süße" offers
            criticality: critical
            preparation:
              - {at: T-0s, channel: {target: smartbav-insurer, path: /hooks/game-days, text: It begins}}
            steady-state:
              within: 2m
              regained-within: REGAINED
              expect:
                - {name: well, type: http-probe, target: smartbav-insurer, request: GET /control, json: $.well,
                   equals: true}
            steps:
              - {at: T+0, name: slow,
                 inject: {type: insurer-latency, target: smartbav-insurer, latency: 30s, duration: 5m}}
            expectations:
              - {name: never, after: slow, deadline: 10m, type: http-probe, target: smartbav-insurer,
                 request: GET /control, json: $.well, equals: maybe}
            """;

    SimulatedInsurer insurer;

    private final GameDays days = new GameDays();

    @BeforeEach
    void describeTheSystem() {
        insurer.broken(false);
        insurer.sick(false);
        insurer.deaf(0);
        insurer.heard().clear();
        days.describeTheSystem();
    }

    @AfterEach
    void nothingStaysBroken() {
        insurer.sick(false);
        insurer.deaf(0);
        days.endAll();
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() == null);
    }

    @Test
    void notRegainedIsAFindingAnAlarmUntilItIsHeardAndAFailureEvenOfAnAbortedDayAndIsResolvedByARepeat()
            throws IOException {
        days.store("not-regained", RUNBOOK.replace("REGAINED", "1s"));
        String day = days.start("not-regained");
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() != null);
        insurer.sick(true);
        insurer.deaf(2);

        days.as("operator").delete(day).then().statusCode(202);

        assertThat(days.ended(day)).isEqualTo("FAILED");
        isAsBudgetServiceReadsIt(GameDays.toldBy(day).getLast());
        JsonNode finding = GameDays.findingOf("not-regained", "raisedAt");
        assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
        assertThat(finding.path("component").asText()).isEqualTo("Quotes of \"süße\" offers");
        assertThat(finding.at("/evidence/seen.well").asText()).startsWith("NOT_YET");
        await().atMost(GameDays.LIMIT).until(() -> days.as("viewer").get(day).path("alarms[0].deliveredAt") != null);
        assertThat(days.as("viewer").get(day).<Integer>path("alarms[0].attempts"))
                .isEqualTo(3);
        assertThat(insurer.heard())
                .filteredOn(call -> call.startsWith("POST /hooks/game-days") && call.contains("\"alarm\":"))
                .hasSize(3)
                .allSatisfy(call -> assertThat(call).contains("ist nicht wie zuvor", "\\\"süße\\\""));

        insurer.sick(false);
        days.store("not-regained", RUNBOOK.replace("REGAINED", "2m"));
        String again = days.start("not-regained");
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() != null);
        days.as("operator").delete(again).then().statusCode(202);

        assertThat(days.ended(again)).isEqualTo("ABORTED");
        assertThat(GameDays.findingOf("not-regained", "resolvedAt").path("fingerprint"))
                .isEqualTo(finding.path("fingerprint"));
        assertThat(days.as("viewer").get(again).<List<?>>path("alarms")).isEmpty();
    }

    /** By the sample that budget-service's own test escalates. */
    private static void isAsBudgetServiceReadsIt(JsonNode told) throws IOException {
        try (var sample = NotRegainedIT.class.getResourceAsStream("/samples/later/game-day.finished.v1.json")) {
            JsonNode expected = new ObjectMapper().readTree(sample);
            assertThat(told.path("outcome")).isEqualTo(expected.path("outcome"));
            assertThat(told.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(expected::fieldNames);
            assertThat(told.path("recordHead").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(
                            () -> expected.path("recordHead").fieldNames());
        }
    }
}
