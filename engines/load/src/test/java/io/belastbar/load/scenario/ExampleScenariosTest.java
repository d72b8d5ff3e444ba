package io.belastbar.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.belastbar.load.scenario.Step.ThinkStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents under {@code examples/} are what users copy: each is a scenario that is accepted as it stands. */
class ExampleScenariosTest {
    private static final Path EXAMPLES = Path.of("../../examples");

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .filter(file -> file.getParent().endsWith("belastbar/scenarios"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void isAcceptedAndIsNamedAsItsFile(Path file) throws IOException {
        String document = Files.readString(file);

        assertThatCode(() -> ScenarioParser.parse(document, ScenarioLimits.DEFAULT))
                .doesNotThrowAnyException();
        assertThat(parse(file).name() + ".yml").isEqualTo(file.getFileName().toString());
    }

    @Test
    void usersAndRequestsEachAreThoseOfTheRequirement() throws IOException {
        assertThat(closed("wattos/belastbar/scenarios/normal.yml")).isEqualTo("10 x 10");
        assertThat(closed("wattos/belastbar/scenarios/high.yml")).isEqualTo("50 x 20");
        assertThat(closed("wattos/belastbar/scenarios/peak.yml")).isEqualTo("100 x 50");
    }

    @Test
    void ratesUsersAndDurationsAreThoseOfTheRequirement() throws IOException {
        assertThat(open("normal_load")).isEqualTo("100/s 50 PT2M PT10M");
        assertThat(open("peak_load")).isEqualTo("500/s 200 PT1M PT5M");
        assertThat(open("stress_test")).isEqualTo("1000/s 500 PT3M PT15M");
        assertThat(open("endurance_test")).isEqualTo("200/s 100 PT5M PT2H");
    }

    @Test
    void fiftyUsersPauseATenthOfASecondForFiveMinutes() throws IOException {
        var scenario = parse(EXAMPLES.resolve("keiko/belastbar/scenarios/agents.yml"));

        assertThat(scenario.load().duration()).isEqualTo(Duration.ofSeconds(300));
        assertThat(((LoadModel.Closed) scenario.load()).stages().getLast().target())
                .isEqualTo(50);
        assertThat(scenario.flows().getFirst().steps())
                .contains(new ThinkStep(new ThinkTime.Constant(Duration.ofMillis(100))));
    }

    private static String closed(String file) throws IOException {
        var load = (LoadModel.Closed) parse(EXAMPLES.resolve(file)).load();
        return load.stages().getLast().target() + " x " + load.iterationsPerUser();
    }

    private static String open(String name) throws IOException {
        var load = (LoadModel.Open) parse(EXAMPLES.resolve("aktienanalyse/belastbar/scenarios/" + name + ".yml"))
                .load();
        var rampUp = load.stages().getFirst();
        return "%.0f/s %d %s %s"
                .formatted(rampUp.targetPerSecond(), load.maxUsers(), rampUp.duration(), load.duration());
    }

    private static Scenario parse(Path file) throws IOException {
        return ScenarioParser.parse(Files.readString(file), ScenarioLimits.DEFAULT);
    }
}
