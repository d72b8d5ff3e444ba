package io.belastbar.capacity.projection.making;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.projection.Projection.Reading;
import io.belastbar.forecasting.Bounds;
import io.belastbar.forecasting.Remark;
import io.belastbar.forecasting.Series;
import io.belastbar.forecasting.selection.Choice;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptChoiceTest {
    private static final Instant CHOSEN = Instant.parse("2027-01-20T07:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant CHANGE = CHOSEN.minus(Duration.ofDays(20));

    private final KeptChoice kept = new KeptChoice(
            new Choice("naive", List.of(), null, 0, new double[0][]), CHOSEN, HOUR, Measure.MAXIMUM, CHANGE);

    @Test
    void itServesAWeekAndUpToThreeDaysMoreByTheSeriesName() {
        assertThat(serves("any", 6)).isTrue();
        assertThat(serves("any", 11)).isFalse();
        assertThat(IntStream.range(0, 100).filter(i -> serves("series-" + i, 8)).count())
                .as("not all are due on one day")
                .isBetween(20L, 80L);
    }

    @Test
    void otherStepsOrAnotherMeasureNeedAnotherChoice() {
        assertThat(kept.serves(series(Duration.ofDays(1), Measure.MAXIMUM), "a", CHOSEN))
                .isFalse();
        assertThat(kept.serves(series(HOUR, Measure.MINIMUM), "a", CHOSEN)).isFalse();
    }

    @Test
    void aLevelThatChangedSinceOvertakesItAndOneThatWasKnownDoesNot() {
        assertThat(kept.isOvertakenBy(List.of(new Remark.LevelChanged(CHANGE, 1, 9))))
                .isFalse();
        assertThat(kept.isOvertakenBy(List.of(new Remark.LevelChanged(CHOSEN, 1, 9))))
                .isTrue();
        assertThat(kept.isOvertakenBy(List.of(new Remark.Outliers(3)))).isFalse();
    }

    private boolean serves(String name, int days) {
        return kept.serves(series(HOUR, Measure.MAXIMUM), name, CHOSEN.plus(Duration.ofDays(days)));
    }

    private static MeasuredSeries series(Duration step, Measure measure) {
        Series values = new Series(CHOSEN, step, ZoneOffset.UTC, new double[] {1, 2}, Bounds.NONE);
        return new MeasuredSeries(values, measure, new Reading(CHOSEN, 2));
    }
}
