package io.belastbar.forecasting.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.forecasting.selection.Choice;
import io.belastbar.forecasting.selection.Score;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConformalTest {

    @Test
    void ninetyFivePercentNeedThirtyNineErrors() {
        assertThat(Conformal.needed(0.95)).isEqualTo(39);
        assertThat(Conformal.needed(0.8)).isEqualTo(9);
    }

    @Test
    void errorsOfAWalkGrowAsTheRootOfTheHorizonThoseOfNoiseDoNot() {
        assertThat(ErrorScale.of(errors(40, 24, true), 24).b()).isCloseTo(0.5, within(0.2));
        assertThat(ErrorScale.of(errors(200, 24, false), 1).b()).isLessThan(0.15);
    }

    @Test
    void manyErrorsGiveTheirOwnQuantile() {
        var conformal = new Conformal(errors(400, 10, false), 10_000, 1);

        assertThat(conformal.half(1, 0.95)).isCloseTo(1.96, within(0.35));
        assertThat(conformal.half(1, 0.8)).isCloseTo(1.28, within(0.25));
    }

    @Test
    void fewErrorsAreWidened() {
        double[][] errors = {{1}, {-1}, {1}, {-1}};

        assertThat(new Conformal(errors, 8, 1).half(1, 0.95)).isGreaterThan(2.5);
        assertThat(new Conformal(errors, 8, 1.2).half(1, 0.95))
                .isCloseTo(1.2 * new Conformal(errors, 8, 1).half(1, 0.95), within(1e-9));
    }

    @Test
    void withoutErrorsAndWithErrorsOfNothingTheIntervalIsAPoint() {
        assertThat(new Conformal(new double[0][], 1, 1).half(3, 0.95)).isZero();
        assertThat(new Conformal(new double[][] {{0, 0}, {Double.NaN}}, 9, 1).half(3, 0.95))
                .isZero();
    }

    @Property
    void aHigherLevelAndALongerHorizonAreNeverNarrower(
            @ForAll @IntRange(min = 1, max = 30) int rows,
            @ForAll @IntRange(min = 1, max = 20) int ahead,
            @ForAll @DoubleRange(min = 0.5, max = 0.98) double level) {
        var conformal = new Conformal(errors(rows, ahead, rows % 2 == 0), 2 * rows, 1);

        assertThat(conformal.half(ahead, level + 0.01)).isGreaterThanOrEqualTo(conformal.half(ahead, level));
        assertThat(conformal.half(ahead + 1, level)).isGreaterThanOrEqualTo(conformal.half(ahead, level));
    }

    @Test
    void luckIsDoubtedAfterFewStretchesAndHardlyAfterMany() {
        var choice = new Choice(
                "theta",
                List.of(new Score("theta", 0.8, 4), new Score("holt", 1, 1), new Score("naive", 1, 0)),
                new Score("naive", 1, 0),
                5,
                new double[][] {{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}});

        assertThat(Luck.of(choice, 20)).isBetween(1.1, 1.25);
        assertThat(Luck.of(choice, 2_000)).isBetween(1.0, 1.01);
        assertThat(Luck.of(new Choice("naive", List.of(), new Score("naive", 1, 0), 0, new double[0][]), 5))
                .isEqualTo(1);
    }

    private static double[][] errors(int rows, int ahead, boolean walk) {
        var random = new Random(7);
        double[][] errors = new double[rows][ahead];
        for (double[] row : errors) {
            Arrays.setAll(row, h -> random.nextGaussian());
            for (int h = 1; walk && h < ahead; h++) {
                row[h] += row[h - 1];
            }
        }
        return errors;
    }
}
