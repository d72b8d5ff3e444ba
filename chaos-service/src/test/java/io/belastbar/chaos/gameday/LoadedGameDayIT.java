package io.belastbar.chaos.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.chaos.fault.SimulatedInsurer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A game day under load, and what is asked before it begins. */
@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class LoadedGameDayIT {
    private static final String UNDER_LOAD = GameDays.BEGINNING + """
            steps:
              - {at: T+0, name: load, act: {action: load, scenario: SCENARIO}}
              - {at: T+0, name: slow,
                 inject: {type: insurer-latency, target: smartbav-insurer, latency: 30s, duration: 5m}}
            expectations:
              - {name: errors, after: slow, deadline: 2s, type: error-rate, at-most: 1%}
            """;

    SimulatedInsurer insurer;

    private final GameDays days = new GameDays();
    private PlayedLoadtest loadtest;

    @BeforeEach
    void describeTheSystem() throws IOException {
        insurer.broken(false);
        insurer.heard().clear();
        days.describeTheSystem();
        loadtest = new PlayedLoadtest();
    }

    @AfterEach
    void nothingStaysBroken() {
        days.endAll();
        await().atMost(GameDays.LIMIT).until(() -> insurer.inForce() == null);
        loadtest.close();
    }

    @Test
    void loadThatIsStartedIsLookedAtSinceTheInjectionAndEndedWithTheDay() {
        days.store("under-load", UNDER_LOAD.replace("SCENARIO", "game-day-50"));

        String day = days.start("under-load");

        assertThat(days.ended(day)).isEqualTo("PASSED");
        List<String> runs = days.as("viewer").get(day).path("testRuns");
        assertThat(runs).hasSize(1);
        assertThat(loadtest.heard())
                .contains("POST /api/v1/systems/smartbav/test-runs {\"scenario\":\"game-day-50\"}")
                .contains("DELETE /api/v1/test-runs/" + runs.getFirst());
        String asked = loadtest.heard().stream()
                .filter(call -> call.startsWith("GET /api/v1/test-runs/" + runs.getFirst() + "/figures?"))
                .findFirst()
                .orElseThrow();
        Instant from = Instant.parse(asked.replaceAll(".*from=([^&]+).*", "$1"));
        Instant injected = GameDays.toldBy(day).stream()
                .filter(step -> step.path("phase").asText().equals("INJECTED"))
                .map(step -> Instant.parse(step.path("at").asText()))
                .findFirst()
                .orElseThrow();
        assertThat(from).isAfterOrEqualTo(injected.minusMillis(1));
    }

    @Test
    void loadWithTooManyErrorsFailsTheDayAfterItsDeadline() {
        loadtest.errorsInAThousand(100);
        days.store("under-load-failing", UNDER_LOAD.replace("SCENARIO", "game-day-50"));

        String day = days.start("under-load-failing");

        assertThat(days.ended(day)).isEqualTo("FAILED");
        assertThat(days.as("viewer").get(day).<String>path("reason")).isEqualTo("expectation errors");
    }

    @Test
    void everythingThatIsMissingIsRefusedAtOnceWithItsPlaceAndNothingIsBegun() {
        days.store("impossible", """
                participants:
                  - {name: Operations, role: operations}
                """ + GameDays.BEGINNING + """
                steps:
                  - {at: T+0, name: load, act: {action: load, scenario: absent}}
                  - {at: T+0, name: tell, notify: {target: smartbav-insurer, path: /hooks, text: x,
                     credentials: nobody}}
                  - {at: T+0, name: look, confirm: {role: operations, text: Look}}
                """);

        Response refused = days.order("impossible", ",\"unattended\":true");

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        List<Map<String, Object>> errors = refused.path("errors");
        assertThat(errors)
                .extracting(error -> error.get("pointer"))
                .containsExactly("/steps/0", "/steps/1", "/steps/2");
        assertThat(errors).extracting(error -> error.get("line")).doesNotContainNull();
        assertThat(refused.asString()).contains("no scenario absent", "nobody", "unattended");

        Response looked = days.order("impossible", ",\"unattended\":true,\"dryRun\":true");
        assertThat(looked.statusCode()).isEqualTo(200);
        assertThat(looked.<Boolean>path("possible")).isFalse();
        assertThat(looked.<List<String>>path("obstacles.pointer")).containsExactly("/steps/0", "/steps/1", "/steps/2");
        assertThat(looked.<List<String>>path("obstacles.german")).anyMatch(text -> text.contains("kein Szenario"));
    }

    @Test
    void dryRunSaysWhatTheTargetAndProductionSay() {
        days.store("looked-at", UNDER_LOAD.replace("SCENARIO", "game-day-50"));

        Response fine = days.order("looked-at", ",\"dryRun\":true");

        assertThat(fine.<Boolean>path("possible")).as(fine.asString()).isTrue();
        assertThat(insurer.heard()).noneMatch(call -> call.startsWith("PUT"));
    }
}
