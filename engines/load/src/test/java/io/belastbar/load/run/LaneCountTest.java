package io.belastbar.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.plan.LaneShare;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run has no more lanes than connections of any kind, so that the lanes' shares are what the scenario says. */
class LaneCountTest {

    private static final String HTTP = "target: api, steps: [ { request: GET / }, { sql: SELECT 1 } ]";
    private static final String SQL = "steps: [ { sql: SELECT 1 } ]";

    @ParameterizedTest
    @CsvSource({"1,2,1", "3,2,2", "3,8,3", "7,4,4"})
    void lanesShareTheConnectionsToTheDatabaseThatWereAskedFor(int asked, int lanesMax, int lanes) {
        for (String steps : List.of(HTTP, SQL)) {
            Scenario scenario = scenario("sql: { connections: " + asked + " }, " + steps);
            LoadRunSettings settings = settings(lanesMax);

            int count = LoadRun.lanes(scenario, settings);
            int all = LoadRun.sqlConnections(scenario, settings);

            assertThat(count).isEqualTo(lanes);
            assertThat(all).isEqualTo(asked);
            assertThat(IntStream.range(0, count).map(index -> new LaneShare(index, count).part(all)))
                    .allMatch(part -> part >= 1)
                    .satisfies(parts -> assertThat(
                                    parts.stream().mapToInt(Integer::intValue).sum())
                            .isEqualTo(asked));
        }
    }

    private static LoadRunSettings settings(int lanes) {
        return new LoadRunSettings(lanes, Double.POSITIVE_INFINITY, Duration.ofSeconds(10), 1_000, 1_000);
    }

    private static Scenario scenario(String rest) {
        return ScenarioParser.parse(
                "{ scenario: s, database: d, load: { users: 50, duration: 1s }, " + rest + " }",
                ScenarioLimits.DEFAULT);
    }
}
