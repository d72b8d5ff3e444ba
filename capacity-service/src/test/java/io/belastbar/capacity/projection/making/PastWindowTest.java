package io.belastbar.capacity.projection.making;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.history.HistoryRepository.Grid;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.projection.Projection.Reading;
import io.belastbar.forecasting.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PastWindowTest {
    private static final double NAN = Double.NaN;
    private static final Instant LAST = Instant.parse("2027-01-20T07:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aShortSeriesIsReadByTheHourAndALongOneByTheDay() {
        assertThat(PastWindow.of(stored(90))).first().satisfies(way -> {
            assertThat(way.step()).isEqualTo(HOUR);
            assertThat(way.from()).isEqualTo(LAST.minus(Duration.ofDays(90)));
        });
        assertThat(PastWindow.of(stored(121))).first().satisfies(way -> assertThat(way.step())
                .isEqualTo(Duration.ofDays(1)));
        assertThat(PastWindow.of(stored(4_000)).getFirst().from()).isEqualTo(LAST.minus(Duration.ofDays(730)));
    }

    @Test
    void aGridIsFilledByMoreThanHalfOfWhatLiesBetweenItsEnds() {
        assertThat(PastWindow.isFilled(grid(NAN, NAN, 1, NAN, 2, NAN))).isTrue();
        assertThat(PastWindow.isFilled(grid(1, NAN, NAN, 2))).isFalse();
        assertThat(PastWindow.isFilled(grid(NAN, NAN))).isFalse();
        assertThat(PastWindow.isFilled(grid())).isFalse();
    }

    @Test
    void thePastBeginsAndEndsWithWhatWasMeasured() {
        MeasuredSeries measured =
                PastWindow.measured(stored(3), grid(NAN, 1, NAN, 2, NAN), Measure.MAXIMUM, new Reading(LAST, 2));

        assertThat(measured.values().values()).containsExactly(1, NAN, 2);
        assertThat(measured.values().start()).isEqualTo(LAST.plus(HOUR));
    }

    @Test
    void aSizeIsNotNegativeAndAShareNotAboveItsWholeUnlessItWas() {
        assertThat(PastWindow.bounds("GB", new double[] {3, NAN})).isEqualTo(Bounds.NOT_NEGATIVE);
        assertThat(PastWindow.bounds("%", new double[] {3, 100})).isEqualTo(new Bounds(0, 100));
        assertThat(PastWindow.bounds("percent", new double[] {3, 250})).isEqualTo(Bounds.NOT_NEGATIVE);
        assertThat(PastWindow.bounds("EUR", new double[] {-3, 250})).isEqualTo(Bounds.NONE);
    }

    private static Grid grid(double... values) {
        return new Grid(LAST, HOUR, values);
    }

    private static StoredSeries stored(int days) {
        return new StoredSeries(
                1,
                "shop",
                "a",
                "GB",
                SeriesKind.GAUGE,
                ZoneId.of("Europe/Berlin"),
                "upload",
                LAST.minus(Duration.ofDays(days)),
                LAST);
    }
}
