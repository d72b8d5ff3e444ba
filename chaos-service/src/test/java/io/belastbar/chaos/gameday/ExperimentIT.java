package io.belastbar.chaos.gameday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.chaos.fault.SimulatedInsurer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Experiments of Chaos Toolkit as game days, against a server that is really asked. */
@QuarkusTest
@QuarkusTestResource(SimulatedInsurer.class)
class ExperimentIT {
    private static final String RUNBOOKS = "/api/v1/systems/smartbav/runbooks/";
    /** What was taken back once is refused from then on. */
    private final String token = "experiment-" + UUID.randomUUID();

    private final String rollbacks = """
            [{"type": "action", "name": "well again", "provider": {"type": "http", "method": "POST",
              "url": "${insurer}/control/reset", "headers": {"Content-Type": "text/plain"},
              "arguments": "%s"}}]""".formatted(token);
    private final String broken = """
            {"type": "action", "name": "break", "x-unknown": [1.50, null], "provider": {"type": "http", "method": "PUT",
             "url": "${insurer}/control", "headers": {"Content-Type": "text/plain"},
             "arguments": "%s"}, "pauses": {"after": 0.2}}""".formatted(token);
    private static final String STATUS = "200";
    private static final String WELL =
            "{\"type\": \"jsonpath\", \"path\": \"$.well\", \"target\": \"body\", \"expect\": true}";

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
        days.endAll();
    }

    private String experiment(String tolerance, String method) {
        return """
                {"version": "1.0.0", "title": "Der Versicherer „ist“ weg", "description": "it's \\"slow\\"", "x-mine": {"a": 1e3},
                 "configuration": {"insurer": {"type": "env", "key": "INSURER_URL"}},
                 "steady-state-hypothesis": {"title": "it answers", "probes": [
                   {"type": "probe", "name": "answers", "tolerance": %s,
                    "provider": {"type": "http", "url": "${insurer}/control"}}]},
                 "method": [%s],
                 "rollbacks": %s}
                """.formatted(tolerance, method, rollbacks);
    }

    private Response put(String name, String text) {
        return days.as("engineer")
                .contentType("application/json")
                .body(text.getBytes(StandardCharsets.UTF_8))
                .put(RUNBOOKS + name);
    }

    private Response order(String name, boolean withoutImpossible) {
        String url = ConfigProvider.getConfig().getValue("belastbar.targets.smartbav-insurer.url", String.class);
        return days.as("operator")
                .contentType("application/json")
                .body(Map.of(
                        "runbook", name, "variables", Map.of("insurer", url), "withoutImpossible", withoutImpossible))
                .post("/api/v1/systems/smartbav/game-days");
    }

    private String run(String name, String text) {
        Response stored = put(name, text);
        assertThat(stored.statusCode()).as(stored.asString()).isIn(200, 201);
        Response started = order(name, false);
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
        return started.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    private JsonPath journal(String day) {
        Response journal = days.as("auditor").get(day + "/journal");
        assertThat(journal.statusCode()).as(journal.asString()).isEqualTo(200);
        return journal.jsonPath();
    }

    @Test
    void experimentRunsEndsPassedAndLeavesAsItCame() {
        String text = experiment(STATUS, broken);

        String day = run("experiment-passed", text);

        assertThat(days.ended(day)).isEqualTo("PASSED");
        assertThat(insurer.heard())
                .anyMatch(call -> call.startsWith("PUT /control " + token))
                .anyMatch(call -> call.startsWith("POST /control/reset"));
        assertThat(insurer.inForce()).isNull();
        JsonPath journal = journal(day);
        assertThat(journal.getString("status")).isEqualTo("completed");
        assertThat(journal.getBoolean("deviated")).isFalse();
        assertThat(journal.getBoolean("steady_states.before.steady_state_met")).isTrue();
        assertThat(journal.getBoolean("steady_states.after.steady_state_met")).isTrue();
        assertThat(journal.getList("run.activity.name")).containsExactly("break");
        assertThat(journal.getList("rollbacks.status")).containsExactly("succeeded");
        assertThat(days.as("viewer").get(RUNBOOKS + "experiment-passed").asString())
                .isEqualTo(text);
        assertThat(days.as("viewer")
                        .get(RUNBOOKS + "experiment-passed/exports/chaostoolkit")
                        .asString())
                .isEqualTo(text);
    }

    @Test
    void toleranceThatIsNotMetEndsItAbortedAndNothingIsDone() {
        String day = run("experiment-not-steady", experiment("503", broken));

        assertThat(days.ended(day)).isEqualTo("ABORTED");
        assertThat(insurer.heard()).noneMatch(call -> call.startsWith("PUT") || call.startsWith("POST"));
        JsonPath journal = journal(day);
        assertThat(journal.getString("status")).isEqualTo("failed");
        assertThat(journal.getBoolean("steady_states.before.steady_state_met")).isFalse();
        assertThat(journal.getList("run")).isEmpty();
        assertThat(journal.getList("rollbacks")).isEmpty();
    }

    @Test
    void systemThatDeviatesAfterTheMethodFailsIsUndoneAndProvenWellAgain() {
        String day = run("experiment-deviated", experiment(WELL, broken));

        assertThat(days.ended(day)).isEqualTo("FAILED");
        assertThat(insurer.inForce()).isNull();
        JsonPath journal = journal(day);
        assertThat(journal.getString("status")).isEqualTo("failed");
        assertThat(journal.getBoolean("deviated")).isTrue();
        assertThat(journal.getBoolean("steady_states.after.steady_state_met")).isFalse();
        assertThat(journal.getBoolean("steady_states.regained.steady_state_met"))
                .isTrue();
    }

    @Test
    void actionThatFailsIsUndoneAtOnceAndTheRestNotDone() {
        String failing = broken.replace("\"method\": \"PUT\"", "\"expected_status\": 418, \"method\": \"PUT\"");
        String day = run("experiment-failing", experiment(STATUS, failing + "," + broken.replace("break", "never")));

        assertThat(days.ended(day)).isEqualTo("FAILED");
        assertThat(insurer.inForce()).isNull();
        JsonPath journal = journal(day);
        assertThat(journal.getString("status")).isEqualTo("aborted");
        assertThat(journal.getList("run.activity.name")).containsExactly("break");
        assertThat(journal.getString("run[0].exception[0]")).contains("418");
        assertThat(journal.getList("rollbacks.status")).containsExactly("succeeded");
    }

    @Test
    void whatCannotRunIsListedRefusedAndLeftOutOnlyIfSomebodySaysSo() {
        String python = """
                {"type": "action", "name": "kill a pod",
                 "provider": {"type": "python", "module": "chaosk8s.pod.actions", "func": "terminate_pods"}}""";
        Response stored = put("experiment-python", experiment(STATUS, python + "," + broken));
        assertThat(stored.<String>path("origin.language")).isEqualTo("chaostoolkit");
        assertThat(stored.<List<String>>path("origin.notPossible.pointer"))
                .contains("/method/0/provider", "/steady-state-hypothesis/probes/0/provider/url");

        Response refused = order("experiment-python", false);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
        assertThat(refused.<List<String>>path("errors.pointer")).containsExactly("/method/0/provider");
        assertThat(refused.<String>path("errors[0].rule"))
                .contains("not possible here, because", "chaosk8s", "--without-impossible");
        Response started = order("experiment-python", true);
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
        String day = started.header("Location").replaceFirst("^https?://[^/]+", "");
        assertThat(days.ended(day)).isEqualTo("PASSED");
        assertThat(days.as("auditor").get(day + "/record").asString())
                .contains("leftOut", "chaosk8s.pod.actions.terminate_pods");
    }

    @Test
    void secretInAnExperimentIsNotStoredNorShown() {
        String text =
                experiment(STATUS, broken.replace("\"x-unknown\"", "\"api_token\": \"hunter2-not-shown\", \"x\""));

        Response refused = put("experiment-secret", text);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.asString()).contains("/method/0/api_token").doesNotContain("hunter2");
        assertThat(days.as("viewer").get(RUNBOOKS + "experiment-secret").statusCode())
                .isEqualTo(404);
    }

    @Test
    void journalOfAGameDayUnderWayIsNotWrittenYet() {
        days.store("journal-under-way", GameDays.BEGINNING + """
                participants: [{name: Operations, role: operations}]
                steps:
                  - {at: T+0, name: look, confirm: {role: operations, text: Look}}
                """);
        String day = days.start("journal-under-way");
        await().atMost(GameDays.LIMIT)
                .until(() -> days.as("viewer").get(day).<String>path("state").equals("RUNNING"));

        assertThat(days.as("auditor").get(day + "/journal").statusCode()).isEqualTo(409);

        assertThat(days.confirm(day, "look", true).statusCode()).isEqualTo(200);
        assertThat(days.ended(day)).isEqualTo("PASSED");
        assertThat(journal(day).getString("experiment.extensions[0].not-expressed[0].where"))
                .isEqualTo("look");
    }
}
