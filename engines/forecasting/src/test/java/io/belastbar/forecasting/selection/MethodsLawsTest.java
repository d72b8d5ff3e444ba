package io.belastbar.forecasting.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.forecasting.method.Method;
import io.belastbar.forecasting.method.Seasons;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MethodsLawsTest {

    private static final Seasons SHORT_AND_LONG = Seasons.of(4, 12);

    /** A forecast of a·y + b is a times that of y, plus b. Smoothing searches its weights and logarithms know no shift. */
    private static final List<String> LINEAR = List.of(
            "naive",
            "seasonal-naive",
            "drift",
            "least-squares",
            "theil-sen",
            "damped-theil-sen",
            "season-profile",
            "autoregression",
            "differenced-autoregression",
            "mstl-autoregression");

    @Property(tries = 200)
    void everyMethodIsFiniteForEveryHistory(
            @ForAll("sizes") double size,
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = -3, max = 3) Integer> shape) {
        double[] history = shape.stream().mapToDouble(value -> value * size).toArray();

        for (var method : taking(history.length)) {
            double[] forecast = method.forecast(history, SHORT_AND_LONG, 30);

            assertThat(forecast).as(method.name()).hasSize(30);
            assertThat(Arrays.stream(forecast).allMatch(Double::isFinite))
                    .as(method.name() + " of " + shape)
                    .isTrue();
        }
    }

    @Provide
    Arbitrary<Double> sizes() {
        return Arbitraries.of(1.0, 5e307, 1e300, 1e155, 1e9, 1e-9, 1e-200, 1e-310, Double.MIN_VALUE);
    }

    @Property(tries = 40)
    void theSameHistoryGivesTheSameForecastAndStaysAsItIs(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int n) {
        double[] history = new Random(seed).doubles(n, 1, 9).toArray();
        double[] before = history.clone();

        for (var method : taking(n)) {
            double[] first = method.forecast(history, SHORT_AND_LONG, 9);

            assertThat(method.forecast(history, SHORT_AND_LONG, 9))
                    .as(method.name())
                    .containsExactly(first);
            assertThat(history).as(method.name()).containsExactly(before);
        }
    }

    @Property(tries = 40)
    void linearMethodsFollowShiftAndScale(@ForAll long seed, @ForAll @IntRange(min = 40, max = 90) int n) {
        double[] history = new Random(seed).doubles(n, -5, 5).toArray();
        double[] other = Arrays.stream(history).map(value -> 8 * value + 16).toArray();

        for (var name : LINEAR) {
            double[] forecast = Methods.byName(name).forecast(history, SHORT_AND_LONG, 12);
            double[] changed = Methods.byName(name).forecast(other, SHORT_AND_LONG, 12);

            for (int i = 0; i < 12; i++) {
                assertThat(changed[i]).as(name).isCloseTo(8 * forecast[i] + 16, within(1e-5));
            }
        }
    }

    @Test
    void equalValuesStayEqual() {
        for (double value : new double[] {0, -7.3, 1e300, 4e-320}) {
            var history = new double[40];
            Arrays.fill(history, value);
            for (var method : taking(40)) {
                assertThat(method.forecast(history, SHORT_AND_LONG, 3))
                        .as(method.name())
                        .containsExactly(value, value, value);
            }
        }
    }

    @Test
    void aNameFindsItsMethodAndAMeanItsParts() {
        for (var name : Methods.names()) {
            assertThat(Methods.byName(name).name()).isEqualTo(name);
        }
        var mean = Methods.byName("mean-of(naive,drift)");
        assertThat(mean.name()).isEqualTo("mean-of(naive,drift)");
        assertThat(mean.forecast(new double[] {0, 2, 4}, Seasons.NONE, 2)).containsExactly(5, 6);
        assertThat(mean.takes(1, Seasons.NONE)).isFalse();
        assertThat(Methods.names()).doesNotHaveDuplicates();
    }

    @Test
    void anUnknownNameIsToldWithThoseThatAreKnown() {
        assertThatThrownBy(() -> Methods.byName("mean-of(naive,prophet)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seasonal-naive")
                .hasMessageContaining("was 'prophet'");
    }

    private static List<Method> taking(int values) {
        return Stream.concat(Methods.all().stream(), Stream.of(Methods.byName("mean-of(naive,theta,damped-holt)")))
                .filter(method -> method.takes(values, SHORT_AND_LONG))
                .toList();
    }
}
