package io.belastbar.loadtest.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.web.problem.InvalidInput;
import io.belastbar.web.problem.ProblemError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenarioParserTest {

    private static final ScenarioLimits LIMITS = new ScenarioLimits(500, Duration.ofHours(1), 30);

    @Test
    void theSampleScenarioIsRead() throws Exception {
        String yaml = Files.readString(Path.of("../examples/smartbav/belastbar/scenarios/api-load-test.yml"));

        Scenario scenario = ScenarioParser.parse(yaml, LIMITS);

        assertThat(scenario.duration()).isEqualTo(Duration.ofSeconds(270));
        assertThat(scenario.maxVirtualUsers()).isEqualTo(50);
        assertThat(scenario.requests())
                .extracting(RequestStep::endpoint)
                .containsExactly("POST /auth/login", "GET /api/v1/employees", "POST /api/v1/angebote");
        assertThat(scenario.requests()).extracting(RequestStep::tag).contains("GET_employees", "POST_angebote");
        RenderedRequest offer = scenario.requests().get(2).render(Map.of("vu", "1", "token", "t", "employeeId", "e7"));
        assertThat(offer.body())
                .isEqualTo("{\"mitarbeiterId\":\"e7\",\"versicherer\":\"AllianzPlus\",\"laufzeit\":25}");
        assertThat(offer.headers()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void everyFaultIsNamedWithItsPlace() {
        InvalidInput refused = refused("""
                scenario: demo
                target: smartbav-api
                model: open
                colour: blue
                stages:
                  - { duration: 10 sec, target: 10 }
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
                    assertThat(error.rule()).isEqualTo("must be from 0 to 500 virtual users");
                    assertThat(error.received()).isEqualTo("501");
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
    void anEmptyDocumentNamesWhatIsMissing() {
        assertThat(refused("{}").errors())
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder("/scenario", "/target", "/stages", "/steps");
    }

    private static InvalidInput refused(String yaml) {
        return catchThrowableOfType(InvalidInput.class, () -> ScenarioParser.parse(yaml, LIMITS));
    }
}
