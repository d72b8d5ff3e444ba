package io.belastbar.loadtest.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.JsonExtraction;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import io.belastbar.load.scenario.Template;
import io.belastbar.web.document.UnderstoodJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was understood of a scenario is stored: written down and read again it says the same. */
class UnderstoodScenarioTest {

    private static final UnderstoodJson JSON = new ScenarioKind(null, null, null).json();
    private static final Path STORED = Path.of("src/test/resources/understood");

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
            return files.filter(file -> file.getParent().endsWith("belastbar/scenarios"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aScenarioReadAgainAsksForTheSame(Path file) throws IOException {
        requireSame(JSON.write(parse(file)), parse(file));
    }

    /** As it was written by this version; later ones read it too. */
    @Test
    void aScenarioThatWasWrittenOnceIsReadForEver() throws IOException {
        requireSame(Files.readString(STORED.resolve("scenario.json")), parse(STORED.resolve("scenario.yml")));
    }

    @Test
    void whatIsAllowedByNowCountsWhateverWasAllowedBefore() throws IOException {
        var scenario = parse(STORED.resolve("scenario.yml"));
        ScenarioBounds.require(scenario, ScenarioLimits.DEFAULT);

        assertThatThrownBy(() -> ScenarioBounds.require(
                        scenario, new ScenarioLimits(5_000, 20_000, Duration.ofSeconds(1), 50, 5_000, 500)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("/load/duration must be at most 1 by now");
        assertThatThrownBy(() -> ScenarioBounds.require(
                        scenario, new ScenarioLimits(5_000, 1, Duration.ofHours(3), 50, 5_000, 500)))
                .hasMessageContaining("/load/rate");
        assertThatThrownBy(() -> ScenarioBounds.require(
                        scenario, new ScenarioLimits(5_000, 20_000, Duration.ofHours(3), 1, 5_000, 500)))
                .hasMessageContaining("/steps");
    }

    @Test
    void aStepThatWouldLeaveItsTargetIsReadForEverAndRunNoMore() throws IOException {
        String written = JSON.write(parse(STORED.resolve("scenario.yml")));
        ScenarioTargets.requireWithin(JSON.read(written, Scenario.class).orElseThrow());

        for (String leaving : List.of(
                written.replace("/items?q=$5", "/../items?q=$5"),
                written.replace("/items?q=$5", "/%2e%2e/items?q=$5"),
                written.replace("X-Tenant", "Host"))) {
            Scenario scenario = JSON.read(leaving, Scenario.class).orElseThrow();

            assertThatThrownBy(() -> ScenarioTargets.requireWithin(scenario))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("/steps");
        }
    }

    @Test
    void aFunctionThatIsRefusedByNowIsReadForEver() throws IOException {
        String written = JSON.write(parse(STORED.resolve("scenario.yml")));

        assertThat(JSON.read(written.replace("$.token", "$.token.append(1)"), Scenario.class))
                .isPresent();
    }

    private static void requireSame(String written, Scenario scenario) {
        var read = JSON.read(written, Scenario.class).orElseThrow();

        assertThat(read)
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> a.toString().equals(b.toString()), JsonExtraction.class)
                .withEqualsForType((a, b) -> a.parts().equals(b.parts()), Template.class)
                .isEqualTo(scenario);
    }

    private static Scenario parse(Path file) throws IOException {
        return ScenarioParser.parse(Files.readString(file), ScenarioLimits.DEFAULT);
    }
}
