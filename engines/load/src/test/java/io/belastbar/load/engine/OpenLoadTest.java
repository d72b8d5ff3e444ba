package io.belastbar.load.engine;

import static io.belastbar.load.engine.VirtualRun.MS;
import static io.belastbar.load.engine.VirtualRun.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.belastbar.load.plan.LoadChange;
import java.time.Duration;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenLoadTest {

    private static final String CONSTANT = """
            scenario: s
            target: t
            load: { model: open, rate: %s, duration: %s, arrival: %s }
            steps: [ { request: GET /list } ]
            """;

    /** Stalls for the last two of every ten seconds, and answers within 100 µs otherwise. */
    private static final LongUnaryOperator STALLS = at -> {
        long phase = at % (10 * S);
        return phase >= 8 * S ? at - phase + 10 * S + MS / 10 : at + MS / 10;
    };

    /** Truth: a fifth of the requests waits evenly spread between 0 and 2 s. */
    @ParameterizedTest
    @ValueSource(ints = {64, 3_000})
    void percentilesUnderStallsEqualTheTruthWithFewAndWithManyConnections(int connections) {
        VirtualRun run = new VirtualRun(
                CONSTANT.formatted("1000/s", "60s", "even"), 2, connections / 2, STALLS, request -> VirtualRun.ok());

        run.whole();

        assertThat(run.total().requests()).isEqualTo(60_000);
        assertThat(percentileMs(run, 95)).isCloseTo(1_500, withinPercentage(1));
        assertThat(percentileMs(run, 99)).isCloseTo(1_900, withinPercentage(1));
        assertThat(percentileMs(run, 99.9)).isCloseTo(1_990, withinPercentage(1));
    }

    private static double percentileMs(VirtualRun run, double percentile) {
        return run.total().responseMicros().getValueAtPercentile(percentile) / 1e3;
    }

    @Test
    void evenArrivalsAreAtEqualDistances() {
        VirtualRun run =
                VirtualRun.of(CONSTANT.formatted("100/s", "10s", "even")).whole();

        assertThat(run.total().intendedStarts()).isEqualTo(1_000);
        assertThat(run.fold.close(0, 0, null).total().intendedStarts()).isEqualTo(100);
    }

    @Test
    void poissonArrivalsHaveTheRateAndItsVariance() {
        VirtualRun run = new VirtualRun(
                CONSTANT.formatted("200/s", "500s", "poisson"), 2, 100, at -> at + MS, request -> VirtualRun.ok());

        run.whole();

        double sum = 0;
        double squares = 0;
        for (int second = 0; second < 500; second++) {
            long starts = run.fold.close(0, 0, null).total().intendedStarts();
            sum += starts;
            squares += (double) starts * starts;
        }
        double mean = sum / 500;
        double variance = squares / 500 - mean * mean;
        assertThat(mean).isCloseTo(200, withinPercentage(2));
        assertThat(variance).isCloseTo(200, withinPercentage(25));
    }

    @Test
    void aRampFollowsTheIntegralOfTheRate() {
        VirtualRun run = VirtualRun.of("""
                scenario: s
                target: t
                load: { model: open, stages: [ { duration: 10s, rate: 100/s }, { duration: 10s, rate: 0/s } ] }
                steps: [ { request: GET /list } ]
                """).whole();

        assertThat(run.total().intendedStarts()).isEqualTo(1_000);
        assertThat(run.fold.close(0, 0, null).total().intendedStarts()).isEqualTo(5);
    }

    @Test
    void arrivalsQueueForAUserAndTheirWaitCounts() {
        VirtualRun run = new VirtualRun(
                CONSTANT.formatted("10/s", "10s", "even"),
                1,
                100,
                at -> at + 200 * MS,
                request -> VirtualRun.ok(),
                new VirtualRun.Terms(1, Double.POSITIVE_INFINITY, Duration.ofSeconds(30)));

        run.whole();

        assertThat(run.total().requests()).isEqualTo(100);
        assertThat(percentileMs(run, 100)).isCloseTo(10_100, withinPercentage(1));
        assertThat(run.total().serviceMicros().getMaxValue()).isBetween(199_000L, 201_000L);
    }

    @Test
    void anArrivalThatWouldHaveTimedOutInTheQueueIsDroppedAndCounted() {
        VirtualRun run = new VirtualRun(
                CONSTANT.formatted("10/s", "30s", "even"),
                1,
                100,
                at -> at + S,
                request -> VirtualRun.ok(),
                new VirtualRun.Terms(1, Double.POSITIVE_INFINITY, Duration.ofSeconds(5)));

        run.whole();

        assertThat(run.latest.dropped()).isPositive();
        assertThat(run.total().requests() + run.latest.dropped()).isEqualTo(300);
        assertThat(run.latest.done()).isTrue();
    }

    @Test
    void theRateCanBeChangedWhileItRuns() {
        VirtualRun run = new VirtualRun(
                CONSTANT.formatted("10/s", "20s", "even"), 2, 100, at -> at + MS, request -> VirtualRun.ok());

        run.start().until(10 * S);
        run.change(new LoadChange.Rate(50));
        run.until(30 * S);

        assertThat(run.total().intendedStarts()).isEqualTo(100 + 500);
        assertThatThrownBy(() -> run.change(new LoadChange.Users(5)))
                .hasMessageContaining("should be changed in its rate");
    }

    @Test
    void flowsAreDrawnByWeight() {
        VirtualRun run = VirtualRun.of("""
                scenario: s
                target: t
                load: { model: open, rate: 1000/s, duration: 10s }
                flows:
                  - { name: browse, weight: 7, steps: [ { request: GET /browse } ] }
                  - { name: buy, weight: 3, steps: [ { request: POST /buy } ] }
                """).whole();

        assertThat(run.step(0).requests()).isBetween(6_800L, 7_200L);
        assertThat(run.step(0).requests() + run.step(1).requests()).isEqualTo(10_000);
    }

    @Test
    void theSameSeedDrawsTheSame() {
        String yaml = CONSTANT.formatted("100/s", "10s", "poisson");

        List<Long> once = sentAtNanos(yaml);

        assertThat(once).hasSizeGreaterThan(800).isEqualTo(sentAtNanos(yaml));
        assertThat(once).isNotEqualTo(sentAtNanos(CONSTANT.formatted("100/s", "10s", "even")));
    }

    private static List<Long> sentAtNanos(String yaml) {
        return VirtualRun.of(yaml).whole().drivers.getFirst().sentAtNanos;
    }
}
