package io.belastbar.chaos.chaostoolkit.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.chaos.chaostoolkit.reading.ExperimentReader;
import io.belastbar.chaos.chaostoolkit.reading.Experiments;
import io.belastbar.chaos.chaostoolkit.reading.ReadExperiment;
import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.Expectations;
import io.belastbar.chaos.fault.order.FaultOrder;
import io.belastbar.chaos.runbook.Deed;
import io.belastbar.chaos.runbook.reading.RunbookParser;
import io.belastbar.chaos.runbook.reading.Vocabulary;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A runbook as Chaos Toolkit would carry it out. */
class RunbookWriterTest {
    static final String RUNBOOK = """
            runbook: insurer-slow
            title: Der Versicherer ist „langsam"
            goal: Quotes go on
            critical-function: Quotes
            criticality: critical
            legal-basis: [DORA 24]
            rto: 5m
            participants: [{name: Dana, role: operations}]
            steady-state:
              expect:
                - {name: up, type: http-probe, target: smartbav-api, request: GET /q/health, status: [200, 204]}
                - {name: open, type: http-probe, target: smartbav-api, request: GET /state, json: $.open, equals: true, as: reader}
                - {name: breaker, type: breaker-state, target: smartbav-api, breaker: insurer, state: CLOSED}
            preparation:
              - {at: T-1m, name: tell, channel: {target: hooks, path: /channel, text: it begins}}
            steps:
              - {at: T+0, name: slow, inject: {type: insurer-latency, target: smartbav-insurer, latency: 30s, duration: 5m}}
              - {at: T+30s, name: load, act: {action: load, scenario: peak}}
              - {at: T+1m, name: look, confirm: {role: operations, text: Look}}
              - {at: T+2m, name: promote, act: {action: promote, target: smartbav-control, child: smartbav-db-b}}
              - {at: T+2m, name: asked, check: {type: http-probe, target: smartbav-api, request: GET /offers}}
            expectations:
              - {name: opens, deadline: 30s, type: http-probe, target: smartbav-api, request: GET /offers, status: 503}
            rollback:
              - {name: reset, act: {action: http, target: smartbav-api, method: POST, path: /reset, body: '{"all":true}', credentials: admin}}
            """;

    private static final Vocabulary WORDS = new Vocabulary() {
        @Override
        public Optional<Deed.Inject> fault(DocumentNode node, ErrorCollector errors) {
            return FaultOrder.parse(node, errors).map(order -> new Deed.Inject(order.action(), order.duration()));
        }

        @Override
        public Optional<Expectation> expectation(DocumentNode node, ErrorCollector errors) {
            return Expectations.parse(node, errors);
        }

        @Override
        public boolean isOfTheSystem(String target) {
            return true;
        }

        @Override
        public boolean isRegistered(String target) {
            return true;
        }
    };

    static WrittenExperiment written() {
        return RunbookWriter.write("smartbav", RunbookParser.parse(RUNBOOK, Map.of(), WORDS));
    }

    @Test
    void faultsAreInjectedByThePlatformsOwnDoor() {
        JsonNode slow = written().experiment().at("/method/1");

        assertThat(slow.at("/provider/url").asText()).isEqualTo("${belastbar_chaos}/api/v1/systems/smartbav/faults");
        assertThat(slow.at("/provider/expected_status").asInt()).isEqualTo(201);
        String order = slow.at("/provider/arguments").toString();
        assertThat(order).contains("\"type\":\"insurer-latency\"", "\"durationSeconds\":300");
        assertThat(FaultOrder.parse(order).duration()).hasSeconds(300);
    }

    @Test
    void timesBetweenStepsBecomePauses() {
        JsonNode method = written().experiment().path("method");

        assertThat(method.findValuesAsText("name")).containsExactly("tell", "slow", "load", "promote", "asked");
        assertThat(method.at("/0").has("pauses")).isFalse();
        assertThat(method.at("/1/pauses/before").asInt()).isEqualTo(60);
        assertThat(method.at("/3/pauses/before").asInt()).isEqualTo(90);
        assertThat(method.at("/4").has("pauses")).isFalse();
    }

    @Test
    void addressesAndSecretsComeFromTheEnvironmentOfWhoRunsIt() {
        JsonNode experiment = written().experiment();

        assertThat(experiment.at("/configuration/target_smartbav_api/key").asText())
                .isEqualTo("TARGET_SMARTBAV_API_URL");
        assertThat(experiment.at("/secrets/admin/admin_token/type").asText()).isEqualTo("env");
        assertThat(experiment
                        .at("/steady-state-hypothesis/probes/1/provider/headers/Authorization")
                        .asText())
                .isEqualTo("Bearer ${reader_token}");
        assertThat(experiment.at("/rollbacks/0/provider/arguments").asText()).isEqualTo("{\"all\":true}");
    }

    @Test
    void whatItHasNoWordForIsListedAndNotInvented() {
        assertThat(RunbookWriter.notExpressed(written())).containsExactly("breaker", "look", "opens");
    }

    @Test
    void whatIsWrittenIsAnExperimentThatIsReadAgain() {
        String text = written().experiment().toPrettyString();

        ReadExperiment read = ExperimentReader.read("again", DocumentParser.parse(text), Map.of(), Experiments.WORDS);

        assertThat(read.runbook().purpose().criticalFunction()).isEqualTo("Quotes");
        assertThat(read.runbook().purpose().rto()).isPresent();
        assertThat(read.runbook().origin().notPossible())
                .as("their addresses are not known here")
                .extracting(part -> part.where())
                .containsExactlyElementsOf(List.of("up", "open", "tell", "slow", "load", "promote", "asked", "reset"));
    }
}
