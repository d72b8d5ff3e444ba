package io.belastbar.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.belastbar.load.scenario.LoadModel.Arrival;
import io.belastbar.load.scenario.Scenario.Flow;
import io.belastbar.load.scenario.Scenario.SqlOptions;
import io.belastbar.load.scenario.Step.SendStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioParserTest {

    private static final ScenarioLimits LIMITS = new ScenarioLimits(500, 2_000, Duration.ofHours(1), 30, 1_000, 100);

    @Test
    void theSampleScenarioIsRead() throws Exception {
        String yaml = Files.readString(Path.of("../../examples/smartbav/belastbar/scenarios/api-load-test.yml"));

        Scenario scenario = ScenarioParser.parse(yaml, LIMITS);

        assertThat(scenario.duration()).isEqualTo(Duration.ofSeconds(270));
        assertThat(scenario.load().maxUsers()).isEqualTo(50);
        assertThat(scenario.sends())
                .extracting(SendStep::endpoint)
                .containsExactly("POST /auth/login", "GET /api/v1/employees", "POST /api/v1/angebote");
        assertThat(scenario.sends()).extracting(SendStep::tag).contains("GET_employees", "POST_angebote");
        RenderedRequest offer = RenderedRequest.of(
                (RequestStep) scenario.sends().get(2), Map.of("vu", "1", "token", "t", "employeeId", "e7")::get);
        assertThat(offer.body())
                .isEqualTo("{\"mitarbeiterId\":\"e7\",\"versicherer\":\"AllianzPlus\",\"laufzeit\":25}");
        assertThat(offer.headers()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void everythingThatAScenarioCanSayIsRead() {
        Scenario scenario = ScenarioParser.parse("""
                scenario: all
                target: api
                database: db
                seed: 7
                load: { model: open, rate: 6000/min, ramp-up: 30s, duration: 5m, arrival: poisson, users: 40 }
                tenants: { from: users.org }
                data: { users: { csv: "email,org\\na@b,\\"red, big\\"\\nc@d,blue\\n", order: random } }
                connections: 64
                http: { version: 2, compression: true, redirects: 3, verify-tls: false, body-limit: 64kB }
                sql: { connections: 10, pipelining: false, prepared: false, tenant-setting: app.organization_id }
                timeout: 10s
                parallel: true
                flows:
                  - name: browse
                    weight: 7
                    steps:
                      - { request: "GET /of/${users.email}", extract: { id: "$..id" } }
                      - { think: { from: 1s, to: 3s } }
                      - { sql: ["SELECT $1::int", "SELECT 2"], parameters: [["${id}"]], transaction: true }
                  - { name: wait, weight: 0.5, steps: [ { think: { mean: 2s } }, { request: GET / } ] }
                """, LIMITS);

        LoadModel.Open open = (LoadModel.Open) scenario.load();
        assertThat(open.peakPerSecond()).isEqualTo(100);
        assertThat(open.arrival()).isEqualTo(Arrival.POISSON);
        assertThat(open.duration()).isEqualTo(Duration.ofMinutes(5));
        assertThat(scenario.tenants().names()).containsExactly("red, big", "blue");
        assertThat(scenario.connections()).isEqualTo(64);
        assertThat(scenario.http()).isEqualTo(new HttpOptions(HttpVersion.HTTP_2, true, 3, false, 64_000));
        assertThat(scenario.sql()).isEqualTo(new SqlOptions(10, false, false, "app.organization_id"));
        assertThat(scenario.flows()).extracting(Flow::weight).containsExactly(7.0, 0.5);
        assertThat(scenario.parallel()).isTrue();
        assertThat(scenario.seed()).isEqualTo(7);
    }

    @Test
    void everyFaultIsNamedWithItsPlace() {
        InvalidInput refused = refused("""
                scenario: demo
                target: smartbav-api
                model: open
                colour: blue
                stages:
                  - { duration: 10 parsec, target: 10 }
                  - { duration: 10s, target: 501 }
                steps:
                  - request: FETCH /a
                  - request: GET /b
                    headers: { Authorization: "Bearer ${token}" }
                    check: { status: 99 }
                    extract: { id: items.id }
                """);

        assertThat(refused.errors())
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder(
                        "/model",
                        "/colour",
                        "/stages/0/duration",
                        "/stages/1/target",
                        "/steps/0/request",
                        "/steps/1/headers/Authorization",
                        "/steps/1/check/status",
                        "/steps/1/extract/id");
        assertThat(refused.errors())
                .filteredOn(error -> error.pointer().equals("/stages/1/target"))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.line()).isEqualTo(7);
                    assertThat(error.rule()).isEqualTo("must be from 0 to 500");
                    assertThat(error.received()).isEqualTo("501");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1m30s", "90s", "1.5 min", "90000ms", "1 Minute 30 Sekunden"})
    void aTimeIsWrittenAlikeInLoadAndThresholds(String time) {
        Scenario scenario = ScenarioParser.parse("""
                scenario: s
                target: t
                load: { users: 1, duration: %1$s }
                thresholds: [ { expression: "max<%1$s", window: %1$s, delay: %1$s } ]
                steps: [ { request: GET / }, { think: %1$s } ]
                """.formatted(time), LIMITS);

        assertThat(scenario.duration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(scenario.thresholds()).singleElement().satisfies(threshold -> {
            assertThat(threshold.window()).isEqualTo(Duration.ofSeconds(90));
            assertThat(threshold.delay()).isEqualTo(Duration.ofSeconds(90));
            assertThat(threshold.expression()).isEqualTo("max<90000");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\\n1,\\\"x\\n2|line 2: a quote must be closed",
                "a,b\\n1,\\\"x\\ny\\\"\\n2,\\\"z\\\"z|line 4: a quote must be closed",
                "a,b\\n1,2\\n1|row 2 must have 2 values",
                "a,b\\n1,2,3|row 1 must have 2 values",
                "a,b|must have from 1 to 100000 rows",
                "\\uFEFFa,b c\\n1,2|the first line must name the columns"
            })
    void dataThatIsNoTableIsRefused(String csvAndRule) {
        String[] parts = csvAndRule.split("\\|");

        InvalidInput refused = refused("""
                scenario: s
                target: t
                load: { users: 1, duration: 1s }
                data: { rows: { csv: "%s" } }
                steps: [ { request: GET / } ]
                """.formatted(parts[0]));

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/data/rows/csv");
            assertThat(error.rule()).startsWith(parts[1]);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../production/orders", "/a/%2e%2E/b", "/a/${vu}/..", "/..%2f${vu}", "/%252e%252e/x"})
    void aPathCannotLeaveTheTarget(String path) {
        InvalidInput refused = refused("""
                scenario: s
                target: t
                load: { users: 1, duration: 1s }
                steps: [ { request: "GET %s" } ]
                """.formatted(path));

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/steps/0/request");
            assertThat(error.rule()).isEqualTo(WithinTarget.NO_CLIMBING);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "host", "HOST"})
    void aHostIsTheTargetsToSay(String header) {
        InvalidInput refused = refused("""
                scenario: s
                target: t
                load: { users: 1, duration: 1s }
                steps: [ { request: GET /, headers: { %s: admin.internal } } ]
                """.formatted(header));

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/steps/0/headers/" + header);
            assertThat(error.rule()).isEqualTo(WithinTarget.NO_HOST);
        });
    }

    @Test
    void rateCannotBeNegative() {
        InvalidInput refused = refused("""
                scenario: s
                target: t
                load: { model: open, rate: -5/s, duration: 10s }
                steps: [ { request: GET / } ]
                """);

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/load/rate");
            assertThat(error.rule()).isEqualTo("must be a rate such as 100/s or 6000/min");
            assertThat(error.received()).isEqualTo("-5/s");
        });
    }

    @Test
    void aLoadLongerThanTheLimitIsRefused() {
        InvalidInput refused = refused("""
                scenario: long
                target: t
                stages: [ { duration: 2h, target: 1 } ]
                steps: [ { request: GET / } ]
                """);

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.rule()).isEqualTo("all stages together must last at most 3600s");
            assertThat(error.received()).isEqualTo("7200s");
        });
    }

    @Test
    void aScenarioMustSendSomething() {
        InvalidInput refused = refused("""
                scenario: idle
                target: t
                stages: [ { duration: 2s, target: 0 } ]
                steps: [ { think: 1s } ]
                """);

        assertThat(refused.errors()).extracting(ProblemError::pointer).containsExactly("/stages", "/steps");
    }

    @Test
    void aFileOfTestDataIsNotTheServicesToRead() {
        InvalidInput refused = refused("""
                scenario: s
                target: t
                load: { users: 1, duration: 1s }
                data: { users: { file: /etc/passwd } }
                steps: [ { request: GET / } ]
                """);

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/data/users/file");
            assertThat(error.rule()).startsWith("must be csv here");
        });
    }

    @Test
    void sqlIsNeverPutTogetherFromText() {
        InvalidInput refused = refused("""
                scenario: s
                database: db
                load: { users: 1, duration: 1s }
                steps: [ { sql: "SELECT ${vu}" } ]
                """);

        assertThat(refused.errors()).singleElement().satisfies(error -> assertThat(error.rule())
                .startsWith("must use $1, $2"));
    }

    @Test
    void copyIsRefused() {
        InvalidInput refused = refused("""
                scenario: s
                database: db
                load: { users: 1, duration: 1s }
                steps: [ { sql: ["/* all */ Copy item TO STDOUT", "SELECT copy FROM item"] } ]
                """);

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/steps/0/sql/0");
            assertThat(error.rule()).startsWith("must not be COPY");
        });
    }

    @Test
    void anEmptyDocumentNamesWhatIsMissing() {
        assertThat(refused("{}").errors())
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder("/scenario", "/target", "/stages", "/steps");
    }

    private static InvalidInput refused(String yaml) {
        return catchThrowableOfType(InvalidInput.class, () -> ScenarioParser.parse(yaml, LIMITS));
    }
}
