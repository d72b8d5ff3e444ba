package io.belastbar.capacity.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LimitCrossingTest {
    private static final double[] X = {0, 1, 2, 3, 4, 5, 6, 7};

    @Example
    void aLineReachesItsLimitWhereArithmeticSays() {
        LinearTrend trend = LinearTrend.fit(new double[] {0, 1, 2}, new double[] {100, 110, 120});

        LimitCrossing crossing = LimitCrossing.of(trend, 500, 0.95, 2, 1000);

        assertThat(crossing.expected()).hasValueCloseTo(40.0, within(1e-9));
        assertThat(crossing.earliest()).hasValueCloseTo(40.0, within(1e-9));
        assertThat(crossing.latest()).hasValueCloseTo(40.0, within(1e-9));
    }

    @Property
    void theBoundsReachTheLimitAtTheirMoments(@ForAll Random random) {
        double[] y = new double[X.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = 10 * i + random.nextGaussian();
        }
        LinearTrend trend = LinearTrend.fit(X, y);

        LimitCrossing crossing = LimitCrossing.of(trend, 200, 0.9, 7, 10_000);

        double earliest = crossing.earliest().orElseThrow();
        double latest = crossing.latest().orElseThrow();
        assertThat(crossing.expected().orElseThrow()).isBetween(earliest, latest);
        assertThat(trend.predict(earliest) + trend.predictionMargin(earliest, 0.9))
                .isCloseTo(200, within(1e-6));
        assertThat(trend.predict(latest) - trend.predictionMargin(latest, 0.9)).isCloseTo(200, within(1e-6));
    }

    @Example
    void whatShrinksNeverReachesItsLimit() {
        LinearTrend trend = LinearTrend.fit(new double[] {0, 1, 2}, new double[] {30, 21, 10});

        assertThat(LimitCrossing.of(trend, 500, 0.95, 2, 10_000).expected()).isEmpty();
    }

    @Example
    void whatGrowsWithoutCertaintyHasNoLatestMoment() {
        LinearTrend trend = LinearTrend.fit(new double[] {0, 1, 2, 3}, new double[] {10, 30, 5, 31});

        LimitCrossing crossing = LimitCrossing.of(trend, 100, 0.95, 3, 10_000);

        assertThat(trend.growsFor(0.95)).isFalse();
        assertThat(crossing.expected()).isPresent();
        assertThat(crossing.latest()).isEmpty();
    }
}
