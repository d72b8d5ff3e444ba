package io.belastbar.forecasting.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.forecasting.method.Seasons;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SelectionTest {

    @Property(tries = 25)
    void nothingThatLosesToNaiveIsChosen(@ForAll long seed, @ForAll @IntRange(min = 3, max = 260) int n) {
        double[] values = walk(seed, n);

        var choice = Selection.of(values, Seasons.of(7), 14);

        assertThat(choice.score().mase()).isLessThanOrEqualTo(choice.naive().mase());
        assertThat(choice.scores()).isSortedAccordingTo(Comparator.comparingDouble(Score::mase));
        assertThat(choice.scores()).contains(choice.naive());
        assertThat(choice.scores()).allMatch(score -> score.foldsWon() <= choice.folds());
    }

    @Property(tries = 10)
    void theSameValuesGiveTheSameChoice(@ForAll long seed, @ForAll @IntRange(min = 1, max = 260) int n) {
        double[] values = walk(seed, n);

        var first = Selection.of(values, Seasons.of(7), 14);
        var again = Selection.of(values.clone(), Seasons.of(7), 14);

        assertThat(again.method()).isEqualTo(first.method());
        assertThat(again.scores()).isEqualTo(first.scores());
        assertThat(again.errors()).isDeepEqualTo(first.errors());
    }

    @Test
    void aDiskThatFillsIsNoRandomWalk() {
        var random = new Random(4);
        for (int n : new int[] {20, 90, 400}) {
            var values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = 50 + 0.5 * i + random.nextGaussian() * 0.3;
            }

            var choice = Selection.of(values, Seasons.NONE, 30);

            double last = Methods.byName(choice.method()).forecast(values, Seasons.NONE, 30)[29];
            assertThat(last).as(n + " values by " + choice.method()).isCloseTo(50 + 0.5 * (n + 29), within(1.5));
            assertThat(choice.score().mase()).isLessThan(0.5 * choice.naive().mase());
        }
    }

    @Test
    void aWeekIsFound() {
        var random = new Random(5);
        for (int n : new int[] {60, 365}) {
            var values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = 100 + (i % 7 < 5 ? 20 : -20) + random.nextGaussian();
            }

            var choice = Selection.of(values, Seasons.of(7), 14);

            double[] forecast = Methods.byName(choice.method()).forecast(values, Seasons.of(7), 14);
            for (int i = 0; i < 14; i++) {
                assertThat(forecast[i]).as(choice.method()).isCloseTo(100 + ((n + i) % 7 < 5 ? 20 : -20), within(4.0));
            }
        }
    }

    @Test
    void tooShortOrEqualIsNaiveWithoutScores() {
        for (double[] values : new double[][] {{5}, {5, 9}, {3, 3, 3, 3, 3, 3, 3, 3}, new double[50]}) {
            var choice = Selection.of(values, Seasons.of(2), 4);

            assertThat(choice.method()).isEqualTo("naive");
            assertThat(choice.scores()).isEmpty();
            assertThat(choice.folds()).isZero();
            assertThat(choice.errors()).isEmpty();
            assertThat(choice.score()).isEqualTo(choice.naive());
        }
    }

    @Test
    void everySizeOfValuesHasFiniteScoresAndErrors() {
        for (double size : new double[] {1e300, 1e-300, 5e307, 1, -1e12}) {
            double[] values =
                    Arrays.stream(walk(6, 120)).map(value -> value / 40 * size).toArray();

            var choice = Selection.of(values, Seasons.of(7), 10);

            assertThat(choice.scores()).allMatch(score -> Double.isFinite(score.mase()));
            assertThat(Arrays.stream(choice.errors())
                            .flatMapToDouble(Arrays::stream)
                            .allMatch(Double::isFinite))
                    .isTrue();
        }
    }

    @Test
    void aStepAfterEqualValuesIsMeasuredAgainstTheWholeSeries() {
        var values = new double[30];
        Arrays.fill(values, 20, 30, 5);

        var choice = Selection.of(values, Seasons.NONE, 5);

        assertThat(choice.scores()).isNotEmpty().allMatch(score -> Double.isFinite(score.mase()));
    }

    @Test
    void errorsAreWhatCameLessWhatWasForecast() {
        double[] values = walk(7, 100);

        var choice = Selection.of(values, Seasons.NONE, 12);

        var ends = Origins.dense(100, 48);
        assertThat(choice.errors()).hasNumberOfRows(48);
        for (int row = 0; row < ends.size(); row++) {
            int end = ends.get(row);
            double[] forecast = Methods.byName(choice.method()).forecast(Arrays.copyOf(values, end), Seasons.NONE, 12);
            assertThat(choice.errors()[row]).hasSize(Math.min(12, 100 - end));
            assertThat(choice.errors()[row][0]).isEqualTo(values[end] - forecast[0]);
        }
    }

    @Test
    void whatOnlyBridgesAGapLeavesNoErrorAndNoScore() {
        double[] values = walk(8, 100);
        var bridged = values.clone();
        Arrays.fill(bridged, 90, 95, 1e6);

        var choice = Selection.of(bridged, Seasons.NONE, 12, i -> i < 90 || i >= 95);

        assertThat(choice.naive().mase()).isLessThan(1e3);
        assertThat(Arrays.stream(choice.errors())
                        .flatMapToDouble(Arrays::stream)
                        .filter(Double::isNaN)
                        .count())
                .isPositive();
    }

    @Test
    void ofTwoThatForecastAlikeTheSimplerStandsFirst() {
        var values = new double[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 * Math.sin(2 * Math.PI * i / 11);
        }

        var choice = Selection.of(values, Seasons.NONE, 11);

        var names = choice.scores().stream().map(Score::method).toList();
        assertThat(names).containsSubsequence("autoregression", "log-autoregression");
        assertThat(mase(choice, "autoregression")).isEqualTo(mase(choice, "log-autoregression"));
        assertThat(names)
                .filteredOn(name -> name.startsWith("mean-of"))
                .noneMatch(name -> name.contains("log-autoregression"));
    }

    @Test
    void whatLiesFarBackChangesNothing() {
        double[] values = walk(9, 40_000);
        double[] other = values.clone();
        Arrays.fill(other, 0, 4_000, 1e9);

        var choice = Selection.of(values, Seasons.NONE, 2);

        assertThat(Selection.of(other, Seasons.NONE, 2, i -> i > 100).scores()).isEqualTo(choice.scores());
    }

    @Test
    void foldsLieInTheSecondHalfAndEndWithTheSeries() {
        assertThat(Origins.of(2, 5).ends()).isEmpty();
        assertThat(Origins.of(3, 5)).isEqualTo(new Origins(java.util.List.of(2), 1));
        assertThat(Origins.of(700, 48)).isEqualTo(new Origins(java.util.List.of(652, 604, 556, 508, 460), 48));
        assertThat(Origins.dense(10, 48)).containsExactly(5, 6, 7, 8, 9);
        assertThat(Origins.dense(1000, 3)).containsExactly(500, 750, 999);
    }

    private static double mase(Choice choice, String method) {
        return choice.scores().stream()
                .filter(score -> score.method().equals(method))
                .findFirst()
                .orElseThrow()
                .mase();
    }

    private static double[] walk(long seed, int n) {
        var random = new Random(seed);
        var values = new double[n];
        values[0] = 40;
        for (int i = 1; i < n; i++) {
            values[i] = values[i - 1] + random.nextGaussian();
        }
        return values;
    }
}
