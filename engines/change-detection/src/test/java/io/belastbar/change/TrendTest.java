package io.belastbar.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.change.ChangePoint.Kind;
import io.belastbar.change.quality.NamedSeries;
import io.belastbar.change.quality.Simulated;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drift is a drift, and a step is a step. */
class TrendTest {

    private static final DetectionOptions REPORTED = DetectionOptions.DEFAULT;
    private static final DetectionOptions CERTAIN = REPORTED.withPenaltyFactor(DetectionOptions.CERTAIN);

    @ParameterizedTest
    @ValueSource(doubles = {0.2, -0.2, 1})
    void aSlowDriftIsNoStep(double share) {
        int stepsBesides = 0;
        for (var series : new Simulated(60, 1).drifting(17, share)) {
            var points = ChangeDetection.detect(series.values(), REPORTED);
            var trends = points.stream().filter(TrendTest::isTrend).toList();
            assertThat(trends).as(series.name()).hasSize(1);
            assertThat(trends.getFirst().shift())
                    .as(series.name())
                    .isCloseTo(100 * share, within(Math.abs(50 * share)));
            stepsBesides += points.size() - 1;
            assertThat(ChangeDetection.detect(series.values(), CERTAIN))
                    .as(series.name())
                    .allMatch(TrendTest::isTrend);
        }
        assertThat(stepsBesides).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 4})
    void aStepIsNoDrift(double percent) {
        for (var series : new Simulated(60, 5).stepped(17, 0.1, 45, percent)) {
            assertThat(ChangeDetection.detect(series.values(), CERTAIN))
                    .as(series.name())
                    .singleElement()
                    .satisfies(step -> {
                        assertThat(step.kind()).isEqualTo(Kind.STEP);
                        assertThat(step.index()).isBetween(41, 49);
                    });
        }
    }

    @Test
    void aStepOnADriftIsBoth() {
        var points = ChangeDetection.detect(shaped(200, i -> 1 + 0.2 * i / 199 + (i >= 120 ? 0.15 : 0)), CERTAIN);

        assertThat(points).extracting(ChangePoint::kind).containsExactly(Kind.STEP, Kind.TREND);
        assertThat(points.getFirst().index()).isBetween(118, 122);
        assertThat(points.getFirst().shift()).isCloseTo(15, within(4.0));
        assertThat(points.getLast().shift()).isCloseTo(20, within(6.0));
    }

    @Test
    void aRiseOverAFewValuesIsAStep() {
        var points = ChangeDetection.detect(shaped(100, i -> 1 + 0.15 * Math.clamp((i - 48) / 4.0, 0, 1)), CERTAIN);

        assertThat(points).extracting(ChangePoint::kind).containsExactly(Kind.STEP);
        assertThat(points.getFirst().index()).isBetween(46, 54);
    }

    @Test
    void aStaircaseIsItsSteps() {
        var points = ChangeDetection.detect(shaped(150, i -> 1 + 0.15 * (i / 50)), CERTAIN);

        assertThat(points).extracting(ChangePoint::kind).containsExactly(Kind.STEP, Kind.STEP);
    }

    @Test
    void aDriftBeginsWhereItBegins() {
        var points = ChangeDetection.detect(shaped(200, i -> 1 + 0.3 * Math.max(0, i - 100) / 100), CERTAIN);

        assertThat(points).singleElement().satisfies(trend -> {
            assertThat(trend.kind()).isEqualTo(Kind.TREND);
            assertThat(trend.index()).isBetween(80, 120);
            assertThat(trend.end()).isEqualTo(200);
        });
    }

    /** Once a drift is there, each further value shows the same one. */
    @Test
    void aDriftThatGoesOnIsTheSameDrift() {
        double[] all = shaped(120, i -> 1 + 0.4 * i / 119);

        for (int n = 60; n <= 120; n++) {
            assertThat(ChangeDetection.follow(Arrays.copyOf(all, n), List.of(), CERTAIN))
                    .as(n + " values")
                    .extracting(ChangePoint::kind)
                    .containsExactly(Kind.TREND);
        }
    }

    @Test
    void aLineWithoutNoiseIsATrendAndAJumpWithoutNoiseAStep() {
        double[] line = IntStream.range(0, 60).mapToDouble(i -> 100 + i).toArray();
        double[] jump = IntStream.range(0, 60).mapToDouble(i -> i < 40 ? 5 : 6).toArray();
        double[] fromZero =
                IntStream.range(0, 60).mapToDouble(i -> i < 40 ? 0 : 5).toArray();

        assertThat(ChangeDetection.detect(line, CERTAIN))
                .extracting(ChangePoint::kind)
                .containsExactly(Kind.TREND);
        assertThat(ChangeDetection.detect(jump, CERTAIN))
                .extracting(ChangePoint::index)
                .containsExactly(40);
        assertThat(ChangeDetection.detect(fromZero, CERTAIN)).singleElement().satisfies(step -> {
            assertThat(step.index()).isEqualTo(40);
            assertThat(step.shiftPercent()).isInfinite();
        });
    }

    private static boolean isTrend(ChangePoint point) {
        return point.kind() == Kind.TREND;
    }

    private static double[] shaped(int n, IntToDoubleFunction shape) {
        NamedSeries noise = new Simulated(n, 8).stepped(1, 0, 0, 3).getFirst();
        double[] values = noise.values();
        for (int i = 0; i < n; i++) {
            values[i] *= shape.applyAsDouble(i);
        }
        return values;
    }
}
