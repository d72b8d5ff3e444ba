package io.belastbar.capacity.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.stat.regression.SimpleRegression;

class LinearTrendTest {
    /** NIST Statistical Reference Datasets, Norris: y, x. */
    private static final double[][] NORRIS = {
        {0.1, 0.2}, {338.8, 337.4}, {118.1, 118.2}, {888.0, 884.6}, {9.2, 10.1}, {228.1, 226.5},
        {668.5, 666.3}, {998.5, 996.3}, {449.1, 448.6}, {778.9, 777.0}, {559.2, 558.2}, {0.3, 0.4},
        {0.1, 0.6}, {778.1, 775.5}, {668.8, 666.9}, {339.3, 338.0}, {448.9, 447.5}, {10.8, 11.6},
        {557.7, 556.0}, {228.3, 228.1}, {998.0, 995.8}, {888.8, 887.6}, {119.6, 120.2}, {0.3, 0.3},
        {0.6, 0.3}, {557.6, 556.8}, {339.3, 339.1}, {888.0, 887.2}, {998.5, 999.0}, {778.9, 779.0},
        {10.2, 11.1}, {117.6, 118.3}, {228.9, 229.2}, {668.4, 669.1}, {449.2, 448.9}, {0.2, 0.5}
    };

    @Example
    void norrisHasTheCertifiedValuesOfNist() {
        LinearTrend trend = LinearTrend.fit(column(NORRIS, 1), column(NORRIS, 0));

        assertThat(trend.slope()).isCloseTo(1.00211681802045, within(1e-13));
        assertThat(trend.intercept()).isCloseTo(-0.262323073774029, within(1e-11));
        assertThat(trend.slopeStandardError()).isCloseTo(0.429796848199937E-03, within(1e-15));
        assertThat(trend.interceptStandardError()).isCloseTo(0.232818234301152, within(1e-12));
        assertThat(trend.residualStandardDeviation()).isCloseTo(0.884796396144373, within(1e-12));
        assertThat(trend.rSquared()).isCloseTo(0.999993745883712, within(1e-14));
    }

    @Property
    void itAgreesWithCommonsMath(
            @ForAll Random random,
            @ForAll @IntRange(min = 3, max = 200) int points,
            @ForAll @DoubleRange(min = -100, max = 100) double slope,
            @ForAll @DoubleRange(min = 1, max = 1000) double noise) {
        double[][] data = line(random, points, slope, noise);
        SimpleRegression oracle = new SimpleRegression();
        for (double[] point : data) {
            oracle.addData(point[1], point[0]);
        }

        LinearTrend trend = LinearTrend.fit(column(data, 1), column(data, 0));

        assertThat(trend.slope()).isCloseTo(oracle.getSlope(), relative(oracle.getSlope()));
        assertThat(trend.slopeStandardError()).isCloseTo(oracle.getSlopeStdErr(), relative(oracle.getSlopeStdErr()));
        assertThat(trend.slopeMargin(0.95))
                .isCloseTo(oracle.getSlopeConfidenceInterval(), relative(oracle.getSlopeConfidenceInterval()));
    }

    /** The same interval by another way: x0' (X'X)^-1 x0 with matrices instead of the closed formula. */
    @Property(tries = 200)
    void thePredictionIntervalIsThatOfTheMatrixFormula(
            @ForAll Random random,
            @ForAll @IntRange(min = 3, max = 60) int points,
            @ForAll @DoubleRange(min = 0, max = 500) double x) {
        double[][] data = line(random, points, 2, 5);
        double[][] design = new double[points][];
        for (int i = 0; i < points; i++) {
            design[i] = new double[] {1, data[i][1]};
        }
        var matrix = new Array2DRowRealMatrix(design);
        var inverse = new LUDecomposition(matrix.transpose().multiply(matrix))
                .getSolver()
                .getInverse();
        var at = new Array2DRowRealMatrix(new double[][] {{1, x}});
        double leverage = at.multiply(inverse).multiply(at.transpose()).getEntry(0, 0);

        LinearTrend trend = LinearTrend.fit(column(data, 1), column(data, 0));
        double t = new TDistribution(points - 2).inverseCumulativeProbability(0.975);
        double expected = t * trend.residualStandardDeviation() * Math.sqrt(1 + leverage);

        assertThat(trend.predictionMargin(x, 0.95)).isCloseTo(expected, within(1e-6 * expected));
    }

    @Example
    void theIntervalHoldsAsOftenAsItSays() {
        Random random = new Random(20261120);
        int held = 0;
        int trials = 4_000;

        for (int i = 0; i < trials; i++) {
            double[][] data = line(random, 20, 3, 10);
            LinearTrend trend = LinearTrend.fit(column(data, 1), column(data, 0));
            double next = 3 * 40 + 10 * random.nextGaussian();
            if (Math.abs(next - trend.predict(40)) <= trend.predictionMargin(40, 0.90)) {
                held++;
            }
        }

        assertThat(held / (double) trials).isBetween(0.88, 0.92);
    }

    @Example
    void twoPointsAreNotATrend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearTrend.fit(new double[] {1, 2}, new double[] {1, 2}))
                .withMessage("a trend needs at least 3 points: was 2");
    }

    @Example
    void pointsAtOneMomentAreNotATrend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinearTrend.fit(new double[] {1, 1, 1}, new double[] {1, 2, 3}));
    }

    @Example
    void pointsOnALineHaveNoDoubt() {
        LinearTrend trend = LinearTrend.fit(new double[] {0, 1, 2, 3}, new double[] {5, 7, 9, 11});

        assertThat(trend.predict(10)).isEqualTo(25);
        assertThat(trend.predictionMargin(10, 0.95)).isZero();
        assertThat(trend.rSquared()).isEqualTo(1);
    }

    private static double[][] line(Random random, int points, double slope, double noise) {
        double[][] data = new double[points][];
        for (int i = 0; i < points; i++) {
            data[i] = new double[] {slope * i + noise * random.nextGaussian(), i};
        }
        return data;
    }

    private static double[] column(double[][] rows, int index) {
        double[] column = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            column[i] = rows[i][index];
        }
        return column;
    }

    /** The oracle subtracts large sums, which costs it digits. */
    private static org.assertj.core.data.Offset<Double> relative(double value) {
        return within(1e-6 + Math.abs(value) * 1e-6);
    }
}
