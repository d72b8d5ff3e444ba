package io.belastbar.load.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.SqlStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class K6ScriptTest {

    private static final String LOGGED_IN = """
            {"POST /auth/login": {"status": 201, "body": "{\\"data\\":{\\"access_token\\":\\"t'1\\"},\\"items\\":[{\\"id\\":7}]}"}}""";

    @Test
    void sendsWhatTheScenarioSends() {
        NodeScript script = NodeScript.of(script(Documents.LOGIN)).check();

        NodeScript.Events events = script.run(2, 2, Map.of("K6_ANSWERS", LOGGED_IN));

        assertThat(events.requests()).hasSize(8);
        JsonNode login = events.requests().get(0);
        assertThat(login.path("method").asText()).isEqualTo("POST");
        assertThat(login.path("url").asText()).isEqualTo("http://host:8080/auth/login");
        assertThat(login.path("body").asText()).isEqualTo("{\"email\":\"user1@example.com\",\"remember\":true}");
        assertThat(login.path("headers").path("Content-Type").asText()).isEqualTo("application/json");
        assertThat(login.path("timeout").asText()).isEqualTo("10s");
        assertThat(login.path("redirects").asInt()).isZero();
        assertThat(login.path("responseType").asText()).isEqualTo("text");
        assertThat(login.path("expected").toString()).isEqualTo("[200,201]");
        assertThat(login.path("ownCookies").asBoolean()).isTrue();
        JsonNode item = events.requests().get(7);
        assertThat(item.path("url").asText()).isEqualTo("http://host:8080/items/7?of=org%2C2&turn=1");
        assertThat(item.path("headers").path("Authorization").asText()).isEqualTo("Bearer t'1");
        assertThat(item.path("responseType").asText()).isEqualTo("none");
        assertThat(item.path("tags").path("step").asText()).isEqualTo("GET_item");
        assertThat(item.path("tags").path("tenant").asText()).isEqualTo("org,2");
        assertThat(events.those("check")).allMatch(check -> check.path("holds").asBoolean());
        assertThat(events.metric("step_failed"))
                .allMatch(sample -> !sample.path("value").asBoolean());
        assertThat(events.those("sleep"))
                .hasSize(4)
                .allMatch(pause -> pause.path("sleep").asDouble() >= 1
                        && pause.path("sleep").asDouble() <= 3);
    }

    @Test
    void takesTheAddressFromTheEnvironmentOfK6() {
        NodeScript script = NodeScript.of(script(Documents.LOGIN));

        NodeScript.Events events =
                script.run(1, 1, Map.of("K6_ENV", "{\"BASE_URL\":\"https://other/\"}", "K6_ANSWERS", LOGGED_IN));

        assertThat(events.requests().get(0).path("url").asText()).isEqualTo("https://other/auth/login");
    }

    @Test
    void skipsAStepWhoseVariablesAnEarlierFailureLeftUnknown() {
        NodeScript.Events events = NodeScript.of(script(Documents.LOGIN)).run(1, 1);

        assertThat(events.requests()).hasSize(1);
        assertThat(events.metric("error_extraction_failed")).hasSize(1);
        assertThat(events.metric("step_skipped")).singleElement().satisfies(sample -> assertThat(
                        sample.path("tags").path("name").asText())
                .isEqualTo("item"));
    }

    @Test
    void tellsTheClassesOfErrors() {
        String steps = List.of("timeout", "refused", "reset", "dns", "tls", "status", "odd").stream()
                .map(path -> "- request: GET /" + path)
                .collect(Collectors.joining("\n"));
        String answers = """
                {"GET /timeout": {"status":0,"errorCode":1050}, "GET /refused": {"status":0,"errorCode":1212},
                 "GET /reset": {"status":0,"errorCode":1220}, "GET /dns": {"status":0,"errorCode":1101},
                 "GET /tls": {"status":0,"errorCode":1310}, "GET /status": {"status":500,"errorCode":1500},
                 "GET /odd": {"status":0,"errorCode":1000}}""";

        NodeScript.Events events = NodeScript.of(
                        K6Script.of(Documents.with("stages: [ { duration: 1s, target: 1 } ]", steps), "http://h"))
                .run(1, 1, Map.of("K6_ANSWERS", answers));

        assertThat(events.those("metric"))
                .extracting(sample -> sample.path("metric").asText())
                .filteredOn(name -> name.startsWith("error_"))
                .containsExactly(
                        "error_timeout",
                        "error_connection_failed",
                        "error_connection_closed",
                        "error_name_unresolved",
                        "error_tls_failed",
                        "error_unexpected_status",
                        "error_other");
        assertThat(events.those("sleep"))
                .as("a pause where the target is absent")
                .hasSize(3);
    }

    @Test
    void drawsFlowsByWeightAndTheSameWayEachTime() {
        String document = """
                scenario: demo
                target: api
                stages: [ { duration: 1s, target: 1 } ]
                flows:
                  - { name: browse, weight: 7, steps: [ { request: GET /a } ] }
                  - { name: buy, weight: 3, steps: [ { request: GET /b } ] }
                """;

        NodeScript script = NodeScript.of(script(document));
        NodeScript.Events events = script.run(20, 100);

        long browsed = events.requests().stream()
                .filter(request -> request.path("url").asText().endsWith("/a"))
                .count();
        assertThat(events.requests()).hasSize(2000);
        assertThat(browsed / 2000.0).isCloseTo(0.7, within(0.04));
        assertThat(script.run(20, 100).requests()).isEqualTo(events.requests());
    }

    @Test
    void dealsTestDataInItsOrderAndTenantsByIt() {
        String document = """
                scenario: demo
                target: api
                stages: [ { duration: 1s, target: 2 } ]
                tenants: { from: users.org }
                data:
                  users: { csv: "email,org\\na@b,x\\nc@d,y\\n" }
                  once: { csv: "code\\n1\\n2\\n3\\n", order: once }
                steps:
                  - request: GET /u?email=${users.email}&code=${once.code}
                """;

        NodeScript.Events events = NodeScript.of(script(document)).check().run(2, 2);

        assertThat(events.requests())
                .extracting(request -> request.path("url").asText().replaceAll(".*/u", "") + " "
                        + request.path("tags").path("tenant").asText())
                .containsExactly("?email=a%40b&code=1 x", "?email=c%40d&code=2 y", "?email=a%40b&code=3 x");
        assertThat(events.those("sleep")).as("the iteration without a row").hasSize(1);
    }

    @Test
    void refusesSqlByTheNameOfTheStep() {
        Scenario scenario = Documents.parse("""
                scenario: demo
                database: db
                stages: [ { duration: 1s, target: 1 } ]
                steps: [ { name: rls, sql: "SELECT 1" } ]
                """);

        assertThatThrownBy(() -> K6Script.of(scenario, "http://h"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("the SQL step 'rls' can be run by Belastbar only");
    }

    @Test
    void saysWhichJsonPathItCannotExpress() {
        Scenario scenario = Documents.with(
                "stages: [ { duration: 1s, target: 1 } ]",
                "- { name: list, request: GET /x, extract: { id: \"$.items[?(@.open == true)].id\" } }");

        String script = K6Script.of(scenario, "http://h");

        assertThat(script)
                .contains("// - Step 'list': the JSONPath $.items[?(@.open == true)].id cannot be expressed here;"
                        + " ${id} stays unknown");
        assertThat(NodeScript.of(script).check().run(1, 1).metric("error_extraction_failed"))
                .hasSize(1);
    }

    @Test
    void printsASummaryThatRunnersCanBeReadBy() {
        String text = K6Script.forRunners(Documents.parse(Documents.LOGIN), "http://h");

        NodeScript.Events events = NodeScript.of(text).check().run(1, 1, Map.of("K6_ANSWERS", LOGGED_IN));

        assertThat(events.root().path("summary").asText().lines())
                .containsExactly(
                        K6Script.SUMMARY_BEGIN,
                        K6Script.SUMMARY_LINE + "{\"metrics\":{\"ü\":{\"values\":{}}},\"state\":{}}",
                        K6Script.SUMMARY_END);
        assertThat(events.requests().get(1).path("tags").path("cell").asText()).isEqualTo("1_0");
        assertThat(events.options().path("thresholds").fieldNames())
                .toIterable()
                .contains("http_req_duration{cell:1_1}", "error_timeout{cell:0_0}", "step_skipped{cell:1_0}");
        assertThat(events.options().path("summaryTrendStats")).hasSizeGreaterThan(200);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exportsEveryExampleThatSpeaksHttpOnly(Path file) throws IOException {
        Scenario scenario = Documents.parse(Files.readString(file));
        assumeFalse(scenario.sends().stream().anyMatch(SqlStep.class::isInstance), "has SQL steps");

        NodeScript.of(K6Script.of(scenario, "http://h")).check();
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../../examples"))) {
            return files.filter(file -> file.getParent().endsWith("belastbar/scenarios"))
                    .filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    private static String script(String document) {
        return K6Script.of(Documents.parse(document), "http://host:8080");
    }
}
