package io.belastbar.load.hyperfoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.export.HyperfoilBenchmark;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.Model;
import io.hyperfoil.api.config.Phase;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyperfoilBenchmarkTest {

    private static final URI ANYWHERE = URI.create("http://127.0.0.1:8080");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            load: { users: 7, duration: 10s }                                  | [stage-1/flow-1 Always 10000 at 0]
            load: { users: 20, ramp-up: 10s, duration: 30s }                   | [stage-1/flow-1 Always 1000 at 0, stage-2/flow-1 Always 1000 at 1000, stage-3/flow-1 Always 1000 at 2000, stage-4/flow-1 Always 1000 at 3000, stage-5/flow-1 Always 1000 at 4000, stage-6/flow-1 Always 1000 at 5000, stage-7/flow-1 Always 1000 at 6000, stage-8/flow-1 Always 1000 at 7000, stage-9/flow-1 Always 1000 at 8000, stage-10/flow-1 Always 1000 at 9000, stage-11/flow-1 Always 20000 at 10000]
            load: { users: 3, requests-per-user: 5, duration: 1m }             | [stage-1/flow-1 AtOnce 0 at -1]
            load: { rate: 10/s, duration: 20s, ramp-up: 5s, arrival: poisson } | [stage-1 RampRate 5000 at 0, stage-2 ConstantRate 15000 at 5000]
            """)
    void makesPhasesOfStages(String load, String expected) throws Exception {
        Scenario scenario = parse("scenario: demo\ntarget: api\n" + load + "\nsteps: [ { request: GET /x } ]\n");

        Benchmark benchmark = HyperfoilRun.parse(HyperfoilBenchmark.of(scenario, ANYWHERE));

        assertThat(benchmark.phases().stream()
                        .filter(phase -> !(phase.model instanceof Model.Noop))
                        .sorted(Comparator.comparingLong(phase -> phase.startTime()))
                        .map(HyperfoilBenchmarkTest::describe)
                        .toList()
                        .toString())
                .isEqualTo(expected);
    }

    private static String describe(Phase phase) {
        return phase.name() + " " + phase.model.getClass().getSimpleName() + " " + phase.duration() + " at "
                + phase.startTime();
    }

    @Test
    void sendsWhatTheScenarioSends() throws Exception {
        try (RecordingTarget target =
                new RecordingTarget(200, "{\"data\":{\"token\":\"t-1\"},\"items\":[{\"id\":7}]}")) {
            Scenario scenario = parse("""
                    scenario: demo
                    target: api
                    load: { users: 4, requests-per-user: 3, duration: 20s }
                    tenants: { names: ["org 1", "org&2"] }
                    data: { users: { csv: "email,password\\na+b@x,p/w$\\n" } }
                    steps:
                      - name: login
                        request: POST /login
                        body: { email: "${users.email}", fixed: "${users.password}" }
                        check: { status: [200, 201] }
                        extract: { token: $.data.token, id: "$.items[0].id" }
                      - think: 20ms
                      - name: item
                        request: GET /items/${id}?of=${tenant}&turn=${iteration}
                        headers: { Authorization: "Bearer ${token}" }
                    """);

            Map<String, StatisticsSnapshot> counted =
                    HyperfoilRun.run(HyperfoilRun.parse(HyperfoilBenchmark.of(scenario, target.uri())));

            assertThat(target.received())
                    .filteredOn(request -> request.method().equals("POST"))
                    .hasSize(12)
                    .allSatisfy(request -> {
                        assertThat(request.uri()).isEqualTo("/login");
                        assertThat(request.contentType()).isEqualTo("application/json");
                        assertThat(request.body()).isEqualTo("{\"email\":\"a+b@x\",\"fixed\":\"p/w$\"}");
                    });
            assertThat(target.received())
                    .filteredOn(request -> request.method().equals("GET"))
                    .hasSize(12)
                    .allMatch(request -> request.authorization().equals("Bearer t-1"))
                    .extracting(RecordingTarget.Received::uri)
                    .contains("/items/7?of=org+1&turn=0", "/items/7?of=org%262&turn=2");
            assertThat(counted.keySet())
                    .containsExactly(
                            "stage-1/flow-1.tenant-1 item",
                            "stage-1/flow-1.tenant-1 login",
                            "stage-1/flow-1.tenant-2 item",
                            "stage-1/flow-1.tenant-2 login");
            assertThat(counted.values()).allMatch(snapshot -> snapshot.responseCount == 6 && snapshot.invalid == 0);
        }
    }

    @Test
    void asksTheTargetEachTimeAndNotItsOwnCache() throws Exception {
        try (RecordingTarget target = new RecordingTarget(200, "{}")) {
            Scenario scenario = parse("""
                    scenario: demo
                    target: api
                    load: { users: 2, requests-per-user: 10, duration: 10s }
                    steps: [ { request: GET /x } ]
                    """);

            HyperfoilRun.run(HyperfoilRun.parse(HyperfoilBenchmark.of(scenario, target.uri())));

            assertThat(target.received()).hasSize(20);
        }
    }

    @Test
    void sharesArrivalsAmongFlowsByWeight() throws Exception {
        try (RecordingTarget target = new RecordingTarget(200, "{}")) {
            Scenario scenario = parse("""
                    scenario: demo
                    target: api
                    load: { rate: 100/s, duration: 3s }
                    flows:
                      - { name: browse, weight: 7, steps: [ { request: GET /a, tag: a } ] }
                      - { name: buy, weight: 3, steps: [ { request: GET /b } ] }
                    thresholds: [ { on: a, expression: "p(95)<5s" } ]
                    """);

            HyperfoilBenchmark exported = HyperfoilBenchmark.of(scenario, target.uri());
            Map<String, StatisticsSnapshot> counted = HyperfoilRun.run(HyperfoilRun.parse(exported));

            assertThat(counted).containsOnlyKeys("stage-1/flow-1 GET /a", "stage-1/flow-2 GET /b");
            assertThat(counted.get("stage-1/flow-1 GET /a").requestCount).isBetween(200, 212);
            assertThat(counted.get("stage-1/flow-2 GET /b").requestCount).isBetween(85, 92);
            assertThat(exported.phases())
                    .extracting(HyperfoilBenchmark.Phase::name)
                    .containsExactly("stage-1/flow-1", "stage-1/flow-2");
        }
    }

    @Test
    void countsAnUnexpectedStatusAsInvalid() throws Exception {
        try (RecordingTarget target = new RecordingTarget(404, "{}")) {
            Scenario scenario = parse("""
                    scenario: demo
                    target: api
                    load: { users: 1, requests-per-user: 1, duration: 5s }
                    steps:
                      - { name: missing, request: GET /x, check: { status: 404 } }
                      - { name: wanted, request: GET /y, extract: { id: $.id } }
                      - { name: never, request: "GET /z?id=${id}" }
                    """);

            Map<String, StatisticsSnapshot> counted =
                    HyperfoilRun.run(HyperfoilRun.parse(HyperfoilBenchmark.of(scenario, target.uri())));

            assertThat(counted.get("stage-1/flow-1 missing").invalid).isZero();
            assertThat(counted.get("stage-1/flow-1 wanted").invalid).isOne();
            assertThat(counted).doesNotContainKey("stage-1/flow-1 never");
        }
    }

    @Test
    void takesThresholdsAlongAsSlas() throws Exception {
        Scenario scenario = parse("""
                scenario: demo
                target: api
                load: { users: 2, duration: 5s }
                steps: [ { name: a, request: GET /a, tag: TA }, { name: b, request: GET /b } ]
                thresholds:
                  - { on: TA, expression: "p(95)<500", window: 30s, abort-on-fail: true }
                  - { on: TA, expression: "rate<0.001" }
                  - { on: TA, expression: "max<900" }
                  - p(99)<800
                """);
        HyperfoilBenchmark exported = HyperfoilBenchmark.of(scenario, ANYWHERE);

        Benchmark benchmark = HyperfoilRun.parse(exported);
        assertThat(benchmark.phases()).isNotEmpty();
        assertThat(exported.yaml())
                .contains("window: \"30s\"", "\"0.95\": \"500000us\"", "errorRatio: 0.001", "invalidRatio: 0.001")
                .contains("# - Threshold TA: max<900 is left out: Hyperfoil has upper limits")
                .contains("# - Threshold p(99)<800 is left out: an SLA is about one step and every tenant.");
    }

    @Test
    void refusesSqlByTheNameOfTheStep() {
        Scenario scenario = parse("""
                scenario: demo
                database: db
                stages: [ { duration: 1s, target: 1 } ]
                steps: [ { name: rls, sql: "SELECT 1" } ]
                """);

        assertThatThrownBy(() -> HyperfoilBenchmark.of(scenario, ANYWHERE))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'rls'");
    }

    private static Scenario parse(String document) {
        return ScenarioParser.parse(document, ScenarioLimits.DEFAULT);
    }
}
