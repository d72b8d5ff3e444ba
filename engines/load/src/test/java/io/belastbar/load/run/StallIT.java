package io.belastbar.load.run;

import static org.assertj.core.api.Assertions.assertThat;

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
            total = LocalRun.whole(scenario, server.url(), PERIODS.plus(LocalRun.PATIENCE));
        }

        assertThat(total.requests()).isEqualTo(30_000);
        assertThat(total.errorCount()).isZero();
        assertTruth(total, 95, 1_500);
        assertTruth(total, 99, 1_900);
        assertTruth(total, 99.9, 1_990);
    }

    /** Waits that were not counted would make it less; a busy machine may only make it more. */
    private static void assertTruth(Cell total, double percentile, double millis) {
        assertThat(Cell.percentileMs(total.responseMicros(), percentile)).isGreaterThanOrEqualTo(millis * 0.95);
    }
}
