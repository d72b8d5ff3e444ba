package io.belastbar.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.belastbar.load.result.Cell;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import io.belastbar.load.scenario.ScenarioParser;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real sockets and real time: a server that stalls for two seconds in ten. A fifth of all requests waits evenly spread
 * between 0 and 2 s, so the truth is p95 1,500 ms, p99 1,900 ms, p99.9 1,990 ms. Three whole periods, wherever they begin.
 */
class StallIT {

    private static final Duration PERIODS = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(ints = {64, 3_000})
    void percentilesEqualTheTruthWithFewAndWithManyConnections(int connections) throws Exception {
        Scenario scenario = ScenarioParser.parse("""
                scenario: stall
                target: server
                connections: %d
                load: { model: open, rate: 1000/s, duration: 30s }
                steps: [ { request: GET / } ]
                """.formatted(connections), ScenarioLimits.DEFAULT);

        Cell total;
        try (StallingServer server = new StallingServer()) {
            total = LocalRun.whole(scenario, server.url(), PERIODS.plusSeconds(30));
        }

        assertThat(total.requests()).isEqualTo(30_000);
        assertThat(total.errorCount()).isZero();
        assertThat(Cell.percentileMs(total.responseMicros(), 95)).isCloseTo(1_500, withinPercentage(5));
        assertThat(Cell.percentileMs(total.responseMicros(), 99)).isCloseTo(1_900, withinPercentage(5));
        assertThat(Cell.percentileMs(total.responseMicros(), 99.9)).isCloseTo(1_990, withinPercentage(5));
    }
}
