package io.belastbar.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.belastbar.document.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoversParserTest {

    @Test
    void aScenarioMaySayWhatItCovers() {
        assertThat(parse("covers: [GET /a, \"SELECT *\", GET_employees]").covers())
                .containsExactly("GET /a", "SELECT *", "GET_employees");
        assertThat(parse("description: all").covers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "covers: []|/covers|must name what",
                "covers: GET /a|/covers|must be a list",
                "covers: [GET /a, GET /a]|/covers/1|once",
                "covers: [' ']|/covers/0|must be an endpoint",
                "covers: [{ a: b }]|/covers/0|must be a text",
                "covers: [\"GET /a\\tb\"]|/covers/0|U+0009"
            })
    void whatNamesNothingIsRefusedWithItsLine(String line, String pointer, String rule) {
        var refused = catchThrowableOfType(InvalidInput.class, () -> parse(line));

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer);
            assertThat(error.line()).isEqualTo(3);
            assertThat(error.rule()).contains(rule);
        });
    }

    @Test
    void itsEndpointsAreThoseThatItsStepsCall() {
        assertThat(parse("description: all").endpoints()).isEqualTo(List.of("GET /a"));
    }

    private static Scenario parse(String line) {
        return ScenarioParser.parse(
                "scenario: s\ntarget: t\n" + line
                        + "\nload: { model: closed, users: 1, duration: 1s }\nsteps: [{ request: GET /a }]\n",
                ScenarioLimits.DEFAULT);
    }
}
