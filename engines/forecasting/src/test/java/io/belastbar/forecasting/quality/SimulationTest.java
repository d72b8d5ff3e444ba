package io.belastbar.forecasting.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.forecasting.Bounds;
import io.belastbar.forecasting.Forecasting;
import io.belastbar.forecasting.Series;
import io.belastbar.forecasting.limit.LimitDate;
import io.belastbar.forecasting.selection.Choice;
import io.belastbar.forecasting.selection.Score;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Smaller than {@code belastbar bench forecast}; bounds are wider by three deviations of what 100 of them show. */
class SimulationTest {

    private static final int DISKS = 100;
    private static final Choice KEPT = new Choice("naive", List.of(), new Score("naive", 1, 0), 0, new double[0][]);

    @ParameterizedTest
    @EnumSource(names = {"STEADY", "CLEANED", "LINE", "WALK", "NIGHTLY", "NOISY_LINE", "EXPONENTIAL", "BEGUN"})
    void aDiskThatFillsIsToldWhen(SimulatedDisk.Kind kind) {
        var quality = LimitQuality.of(kind, DISKS, SimulationTest::date);

        assertThat(quality.near()).isGreaterThanOrEqualTo(81);
        assertThat(quality.held()).isBetween(63, 100);
        assertThat(quality.alarms()).isGreaterThanOrEqualTo(DISKS - 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTIED", "EMPTIED_IRREGULARLY", "EMPTIED_WHEN_FULL", "LEVEL", "STOPPED"})
    void aDiskThatDoesNotGrowRaisesNoAlarm(SimulatedDisk.Kind kind) {
        assertThat(LimitQuality.of(kind, DISKS, SimulationTest::date).alarms()).isLessThanOrEqualTo(3);
    }

    @Test
    void intervalsHoldWhatComesAlsoAfterFewValues() {
        for (int history : new int[] {13, 26, 52}) {
            var all = IntStream.range(0, 64)
                    .mapToObj(seed -> {
                        var kind = SimulatedSeries.Kind.values()[seed % 8];
                        var series = SimulatedSeries.of(kind, history, Math.min(13, history / 2), seed);
                        return Coverage.of(series.history(), series.future(), Duration.ofDays(7));
                    })
                    .reduce(Coverage.NONE, Coverage::plus);

            assertThat(all.share()).isBetween(0.88, 0.995);
            assertThat(all.approximate() > 0).isEqualTo(history == 13);
            assertThat(all.line()).isLessThan(all.inside());
        }
    }

    private static LimitDate date(SimulatedDisk disk) {
        double[] measured = Arrays.copyOf(disk.used(), SimulatedDisk.MEASURED);
        var series =
                new Series(LimitQuality.start(), Duration.ofHours(1), ZoneOffset.UTC, measured, Bounds.NOT_NEGATIVE);
        return Forecasting.carryOn(series, Duration.ofDays(90), KEPT).errors().reaches(disk.limit(), false);
    }
}
