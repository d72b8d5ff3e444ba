package io.belastbar.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.threshold.Threshold;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScenarioThresholdsTest {

    @Test
    void thresholdsOfTheK6ScriptFitTheSampleScenario() throws Exception {
        Scenario scenario = ScenarioParser.parse(sample() + """
                        thresholds:
                          'response_time{endpoint:GET_employees}': ['p(95)<500']
                          'response_time{endpoint:POST_angebote}': ['p(95)<3000']
                          errors: ['rate<0.001']
                        """, ScenarioLimits.DEFAULT);

        assertThat(scenario.thresholds())
                .extracting(Threshold::name)
                .containsExactly("GET_employees: p(95)<500", "POST_angebote: p(95)<3000", "rate<0.001");
    }

    @Test
    void aThresholdOnAStepThatDoesNotExistIsRefusedWithItsLine() throws Exception {
        String document = sample() + "thresholds:\n  - { on: GET_employers, expression: \"p(95)<500\" }\n";

        InvalidInput refused =
                catchThrowableOfType(InvalidInput.class, () -> ScenarioParser.parse(document, ScenarioLimits.DEFAULT));

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().getFirst().line())
                .isEqualTo((int) document.lines().count());
        assertThat(refused.errors().getFirst().received()).isEqualTo("GET_employers");
        assertThat(refused.errors().getFirst().rule()).contains("GET_employees");
    }

    private static String sample() throws Exception {
        String yaml = Files.readString(Path.of("../../examples/smartbav/belastbar/scenarios/api-load-test.yml"));
        assertThat(yaml).doesNotContain("\nthresholds:");
        return yaml.endsWith("\n") ? yaml : yaml + "\n";
    }
}
