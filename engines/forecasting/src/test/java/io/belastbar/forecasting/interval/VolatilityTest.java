package io.belastbar.forecasting.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VolatilityTest {

    @Test
    void errorsOfACalmTimeCountMoreAfterItBecameRestless() {
        double[][] now = Volatility.now(new double[][] {{1, Double.NaN}, {1}}, zigzag(400, 300, 1, 4), 1);

        assertThat(now[0][0]).isBetween(1.5, 3.0);
        assertThat(now[0][1]).isNaN();
        assertThat(now[1][0]).isCloseTo(1, within(1e-9));
    }

    @Test
    void errorsOfARestlessTimeCountLessAfterItBecameCalm() {
        double[][] now = Volatility.now(new double[][] {{1}, {1}, {1}}, zigzag(600, 500, 8, 1), 24);

        assertThat(now[0][0]).isBetween(0.33, 0.7);
        assertThat(now[2][0]).isCloseTo(1, within(1e-9));
    }

    @Test
    void nothingChangesWhereNothingMoves() {
        assertThat(Volatility.now(new double[][] {{2}}, new double[] {5}, 1)[0]).containsExactly(2);
        assertThat(Volatility.now(new double[][] {{2}, {3}}, new double[] {5, 5, 5}, 1)[1])
                .containsExactly(3);
    }

    private static double[] zigzag(int n, int change, double before, double after) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> (i % 2 == 0 ? 1 : -1) * (i < change ? before : after));
        return values;
    }
}
