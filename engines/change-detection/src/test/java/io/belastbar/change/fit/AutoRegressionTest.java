package io.belastbar.change.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.change.quality.Simulated;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoRegressionTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.5, 0.8, 0.95, -0.5})
    void theCoefficientIsTheOneThatTheSeriesWasMadeWith(double phi) {
        var found = AutoRegression.surest(deviations(20_000, phi));

        assertThat(found.coefficients().getFirst()).isCloseTo(phi, within(0.03));
        assertThat(found.innovation()).isCloseTo(25 * (1 - phi * phi), within(1.0));
    }

    /** Least squares, an estimator of its own: Σ x(t)·x(t − 1) / Σ x(t − 1)². */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8})
    void itAgreesWithLeastSquares(double phi) {
        double[] values = deviations(2_000, phi);
        double product = 0;
        double square = 0;
        for (int t = 1; t < values.length; t++) {
            product += values[t] * values[t - 1];
            square += values[t - 1] * values[t - 1];
        }

        double leastSquares = product / square;
        assertThat(AutoRegression.surest(values).coefficients()).singleElement().satisfies(found -> assertThat(found)
                .isCloseTo(leastSquares, within(0.002)));
    }

    @Test
    void independentValuesHaveNoCoefficients() {
        assertThat(AutoRegression.surest(deviations(2_000, 0)).coefficients()).isEmpty();
        assertThat(AutoRegression.surest(new double[50]).coefficients()).isEmpty();
        assertThat(AutoRegression.likeliest(new double[0]).coefficients()).isEmpty();
    }

    /** Var(mean) = Σ Σ ρ(|i − k|) / n², summed pair by pair. */
    @ParameterizedTest
    @CsvSource({"0.5,3,40", "0.8,10,390", "0.9,60,60", "0.2,1,5"})
    void theInflationIsThatOfTheDifferenceOfTwoMeans(double phi, int before, int after) {
        var dependence = new AutoRegression(List.of(phi), 1 - phi * phi, 1, 1_000, 0);
        double expected = (ofMean(phi, before) + ofMean(phi, after)) / (1.0 / before + 1.0 / after);

        assertThat(dependence.inflation(before, after, 0)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void ofLongStretchesItIsTheTextbooks() {
        var dependence = new AutoRegression(List.of(0.8), 0.36, 1, 1_000, 0);

        assertThat(dependence.inflation(1_000_000, 1_000_000, 0)).isCloseTo(1.8 / 0.2, within(0.001));
    }

    @Test
    void whatAlternatesIsNotTakenForBetterThanIndependent() {
        assertThat(new AutoRegression(List.of(-0.5), 0.75, 1, 100, 0).inflation(20, 20, 2))
                .isEqualTo(1);
        assertThat(new AutoRegression(List.of(), 1, 1, 100, 0).inflation(20, 20, 2))
                .isEqualTo(1);
    }

    @Test
    void meansThatWereTakenOffMakeItMore() {
        var dependence = new AutoRegression(List.of(0.6), 0.64, 1, 40, 0);

        assertThat(dependence.inflation(20, 20, 2)).isGreaterThan(dependence.inflation(20, 20, 0));
    }

    private static double ofMean(double phi, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                sum += Math.pow(phi, Math.abs(i - k));
            }
        }
        return sum / n / n;
    }

    private static double[] deviations(int n, double phi) {
        double[] values = new Simulated(n, 3).autoregressive(1, phi).getFirst().values();
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }
}
