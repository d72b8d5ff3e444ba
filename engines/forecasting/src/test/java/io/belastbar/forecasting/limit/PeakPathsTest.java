package io.belastbar.forecasting.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PeakPathsTest {

    @Test
    void aLineMeetsTheLimitWhenItDoes() {
        double[] days = new double[60];
        Arrays.setAll(days, day -> 10 + 2 * day);

        var passage = new PeakPaths(days, 1, 60).passage(128 + 40);

        assertThat(passage.by(0.1)).isCloseTo(20, within(1.0));
        assertThat(passage.by(0.9)).isCloseTo(20, within(1.0));
    }

    @Test
    void thePeaksOfASawCountNotItsMiddle() {
        double[] hours = new double[90 * 24];
        Arrays.setAll(hours, hour -> 100 + 0.5 * (hour / 168) + 7.0 * (hour % 168) / 168);

        // Peaks rise by half a unit a week, from about 113 at the end; the middle would need seven weeks more.
        var passage = new PeakPaths(hours, 24, 90 * 24).passage(116);

        assertThat(passage.by(0.5) / 24).isBetween(30.0, 55.0);
    }

    /** What is emptied on the first of each month, all of it, never meets a limit above its peaks. */
    @Test
    void aCleanupOfEachMonthMakesNoDate() {
        for (int days : new int[] {90, 120, 180, 400}) {
            for (int start = 0; start < 365; start += 15) {
                var from = LocalDate.of(2025, 1, 1).plusDays(start);
                var random = new Random(start);
                double[] disk = new double[days];
                Arrays.setAll(disk, day -> 40 + from.plusDays(day).getDayOfMonth() + 0.3 * random.nextGaussian());

                assertThat(new PeakPaths(disk, 1, 90).passage(80).by(0.5))
                        .as("%d days from %s", days, from)
                        .isEqualTo(FirstPassage.NEVER);
            }
        }
    }

    @Test
    void aLevelUnderNoiseDoesNotMeetALimitFarAbove() {
        var random = new Random(1);
        double[] days = new double[60];
        Arrays.setAll(days, day -> 50 + random.nextGaussian());

        assertThat(new PeakPaths(days, 1, 90).passage(70).by(0.1)).isEqualTo(FirstPassage.NEVER);
    }

    @Test
    void aSingleCleanupAndASpikeDoNotHideTheGrowth() {
        var random = new Random(2);
        double[] cleaned = new double[90];
        double[] spiked = new double[90];
        Arrays.setAll(cleaned, day -> 40 + day - (day < 50 ? 0 : 30) + 0.1 * random.nextGaussian());
        Arrays.setAll(spiked, day -> 40 + day + (day == 50 ? 60 : 0) + 0.1 * random.nextGaussian());

        assertThat(new PeakPaths(cleaned, 1, 90).passage(99 + 30).by(0.5)).isCloseTo(30, within(2.0));
        assertThat(new PeakPaths(spiked, 1, 90).passage(129 + 30).by(0.5)).isCloseTo(30, within(2.0));
    }

    @Test
    void oneAndTwoValuesStayWhereTheyAre() {
        assertThat(new PeakPaths(new double[] {5}, 1, 10).passage(6).by(0.5)).isEqualTo(FirstPassage.NEVER);
        assertThat(new PeakPaths(new double[] {5, 5.5}, 24, 10).passage(6).by(0.5))
                .isEqualTo(FirstPassage.NEVER);
    }

    @Test
    void gapsAreNoDays() {
        double[] days = new double[80];
        Arrays.setAll(days, day -> day % 5 == 2 ? Double.NaN : 10.0 + day);
        days[0] = Double.NaN;

        assertThat(new PeakPaths(days, 1, 40).passage(99).by(0.5)).isCloseTo(10, within(0.5));
    }

    @Test
    void theSharesOfAPassageAreOrdered() {
        var passage = FirstPassage.of(new double[] {9, 3, FirstPassage.NEVER, 5});

        assertThat(passage.by(0.1)).isEqualTo(3);
        assertThat(passage.by(0.5)).isEqualTo(5);
        assertThat(passage.by(0.9)).isEqualTo(FirstPassage.NEVER);
    }

    @Test
    void pastErrorsLaidOnAForecastTellADateToo() {
        double[] expected = {1, 2, 3, 4, 5, 6};
        double[][] errors = {{1, 1, 1}, {0, 0, 0}, {-1, -1, Double.NaN}};

        var passage = PeakPaths.of(0, expected, errors, 1).passage(4);

        assertThat(passage.by(0.1)).isLessThan(passage.by(0.5));
        assertThat(passage.by(0.5)).isCloseTo(4, within(1.0));
    }
}
