package io.belastbar.forecasting.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WallClockTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aSkippedHourIsAPlaceWithoutValue() {
        var clock = WallClock.of(Instant.parse("2024-03-31T00:00:00Z"), HOUR, BERLIN, 4);

        // 01:00, 03:00, 04:00, 05:00
        assertThat(clock.onClock(new double[] {1, 3, 4})).containsExactly(1, Double.NaN, 3, 4);
        assertThat(clock.change()).contains(Instant.parse("2024-03-31T01:00:00Z"));
    }

    @Test
    void anHourThatWasShownTwiceIsOnePlace() {
        var clock = WallClock.of(Instant.parse("2024-10-26T23:00:00Z"), HOUR, BERLIN, 4);

        // 01:00, 02:00, 02:00 again, 03:00
        assertThat(clock.onClock(new double[] {1, 2, 4, 5})).containsExactly(1, 3, 5);
    }

    @Test
    void aForecastOfADoubledHourIsGivenTwice() {
        var clock = WallClock.of(Instant.parse("2024-11-03T04:00:00Z"), HOUR, ZoneId.of("America/New_York"), 5);

        // 00:00 | 01:00, 01:00 again, 02:00, 03:00
        assertThat(clock.ahead(1)).isEqualTo(3);
        assertThat(clock.offClock(1, 0, new double[] {1, 2, 3})).containsExactly(1, 1, 2, 3);
        // 00:00, 01:00 | 01:00 again, 02:00, 03:00
        assertThat(clock.offClock(2, 9, new double[] {2, 3})).containsExactly(9, 2, 3);
    }

    @Test
    void daysAndZonesWithoutChangesKeepTheirGrid() {
        double[] values = {1, 2, 3};
        for (var clock : new WallClock[] {
            WallClock.of(Instant.parse("2024-03-30T23:00:00Z"), Duration.ofDays(1), BERLIN, 5),
            WallClock.of(Instant.parse("2024-03-31T00:00:00Z"), HOUR, ZoneOffset.UTC, 5)
        }) {
            assertThat(clock.change()).isEmpty();
            assertThat(clock.onClock(values)).containsExactly(values);
            assertThat(clock.ahead(3)).isEqualTo(2);
        }
    }

    @Test
    void everyStepAheadHasAValueWhereverTheHistoryEnds() {
        for (int n = 1; n < 40; n++) {
            for (var zone : new ZoneId[] {BERLIN, ZoneId.of("Australia/Lord_Howe")}) {
                var clock = WallClock.of(Instant.parse("2024-10-05T12:00:00Z"), HOUR, zone, n + 600);
                double[] forecast = new double[clock.ahead(n)];
                Arrays.fill(forecast, 1);

                assertThat(clock.offClock(n, 1, forecast)).hasSize(600).containsOnly(1);
            }
        }
    }
}
