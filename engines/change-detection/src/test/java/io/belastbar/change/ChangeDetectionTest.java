package io.belastbar.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChangeDetectionTest {

    private static final DetectionOptions OPTIONS = DetectionOptions.DEFAULT;
    private static final DetectionOptions CERTAIN = OPTIONS.withPenaltyFactor(DetectionOptions.CERTAIN);

    @Test
    void aStepIsExplainedByWhatWasBeforeAndAfter() {
        var points = ChangeDetection.detect(step(50, 30, 100, 110, 1), OPTIONS);

        assertThat(points).singleElement().satisfies(point -> {
            assertThat(point.index()).isBetween(48, 52);
            assertThat(point.before().median()).isCloseTo(100, within(1.0));
            assertThat(point.after().median()).isCloseTo(110, within(1.0));
            assertThat(point.shiftPercent()).isCloseTo(10, within(1.5));
            assertThat(point.delta()).isGreaterThan(0.95);
            assertThat(point.pValue()).isLessThan(1e-6);
            assertThat(point.before().n() + point.after().n()).isEqualTo(80);
        });
    }

    @Test
    void aShiftTooSmallToMatterIsNoChange() {
        double[] values = step(100, 100, 100, 100.5, 0.1);

        assertThat(ChangeDetection.detect(values, OPTIONS)).isEmpty();
        assertThat(ChangeDetection.detect(values, new DetectionOptions(2, 3, 0.01, 0.001)))
                .hasSize(1);
    }

    /** What repeats exactly is no uncertainty, however strongly its values depend on each other. */
    @Test
    void aStepAmongValuesThatRepeatIsFound() {
        double[] values = new double[50];
        for (int i = 0; i < 50; i++) {
            values[i] = (i < 30 ? 100 : 130) + i % 3;
        }

        assertThat(ChangeDetection.detect(values, CERTAIN))
                .extracting(ChangePoint::index)
                .containsExactly(30);
    }

    @Test
    void oneOutlierIsNoChange() {
        double[] values = step(60, 60, 100, 100, 1);
        values[60] = 100_000;

        assertThat(ChangeDetection.detect(values, OPTIONS)).isEmpty();
    }

    @Test
    void twoChangesAreFoundAsTwo() {
        double[] values = step(40, 80, 100, 120, 1);
        for (int i = 80; i < 120; i++) {
            values[i] -= 20;
        }

        assertThat(ChangeDetection.detect(values, OPTIONS))
                .extracting(ChangePoint::index)
                .containsExactly(40, 80);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> ChangeDetection.detect(new double[] {1, Double.NaN}, OPTIONS))
                .hasMessage("a series holds finite numbers: value 1 was NaN");
        assertThatThrownBy(() -> ChangeDetection.follow(new double[10], List.of(4, 4), OPTIONS))
                .hasMessageContaining("in order and inside the series");
    }

    @Test
    void equalValuesAndEmptySeriesHaveNoChange() {
        assertThat(ChangeDetection.detect(new double[100], OPTIONS)).isEmpty();
        assertThat(ChangeDetection.detect(new double[0], OPTIONS)).isEmpty();
    }

    @Property(tries = 40)
    void anAppendedValueNeitherMovesNorDropsAKnownPoint(@ForAll long seed) {
        var random = new Random(seed);
        double[] all = random.doubles(260, 95, 105).toArray();
        int change = 60 + random.nextInt(100);
        for (int i = change; i < all.length; i++) {
            all[i] *= 1.1;
        }

        List<Integer> known = List.of();
        for (int n = 1; n <= all.length; n++) {
            var points = ChangeDetection.follow(Arrays.copyOf(all, n), known, CERTAIN);
            var indices = points.stream()
                    .filter(point -> point.kind() == ChangePoint.Kind.STEP)
                    .map(ChangePoint::index)
                    .toList();
            assertThat(indices.subList(0, known.size())).isEqualTo(known);
            known = indices;
        }

        assertThat(known).anySatisfy(index -> assertThat(index).isBetween(change - 5, change + 5));
    }

    @Property(tries = 40)
    void theOrderOfMagnitudeDoesNotMatter(@ForAll long seed) {
        double[] values = step(60, 40, 100, 108, new Random(seed).nextDouble(1, 6));
        double[] scaled = Arrays.stream(values).map(value -> value * 1e-6).toArray();

        assertThat(ChangeDetection.detect(scaled, OPTIONS))
                .extracting(ChangePoint::index)
                .isEqualTo(ChangeDetection.detect(values, OPTIONS).stream()
                        .map(ChangePoint::index)
                        .toList());
    }

    private static double[] step(int before, int after, double low, double high, double spread) {
        var random = new Random(7);
        double[] values = new double[before + after];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i < before ? low : high) + spread * random.nextGaussian();
        }
        return values;
    }
}
