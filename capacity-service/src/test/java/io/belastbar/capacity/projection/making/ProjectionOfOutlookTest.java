package io.belastbar.capacity.projection.making;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.capacity.projection.ProjectedLimit.Status;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.Projection.Reading;
import io.belastbar.forecasting.Bounds;
import io.belastbar.forecasting.Forecasting;
import io.belastbar.forecasting.Outlook;
import io.belastbar.forecasting.Series;
import io.belastbar.forecasting.Trend.Direction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ProjectionOfOutlookTest {
    private static final int DAYS = 200;
    private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant LAST = START.plus(Duration.ofDays(DAYS - 1));

    @Test
    void aDiskThatGrowsReachesItsLimitsInTheirOrder() {
        Random random = new Random(3);
        Projection projection = projection(
                day -> 100 + day + random.nextGaussian(), limit(420, false), limit(330, false), limit(9_000, false));

        assertThat(projection.direction()).isEqualTo(Direction.DEGRADING);
        assertThat(projection.slopePerDay()).isBetween(0.9, 1.1);
        assertThat(projection.limits())
                .extracting(limit -> limit.limit().value())
                .containsExactly(330.0, 420.0, 9_000.0);
        assertThat(projection.limits().getFirst().p50())
                .isBetween(LAST.plus(Duration.ofDays(25)), LAST.plus(Duration.ofDays(37)));
        assertThat(projection.limits().getLast().status()).isEqualTo(Status.NOT_WITHIN);
        assertThat(projection.values())
                .extracting(value -> Duration.between(LAST, value.at()).toDays())
                .startsWith(1L, 7L, 14L, 30L, 60L, 90L, 120L, 150L);
        assertThat(projection.values()).allSatisfy(ProjectionOfOutlookTest::isOrdered);
        assertThat(projection.inDays(60).orElseThrow().expected()).isBetween(345.0, 375.0);
    }

    @Test
    void freeSpaceThatShrinksReachesItsLimitFromAbove() {
        Random random = new Random(4);
        Projection projection = projection(day -> 400 - day + random.nextGaussian(), limit(170, true));

        assertThat(projection.direction()).isEqualTo(Direction.DEGRADING);
        assertThat(projection.limits().getFirst().p50())
                .isBetween(LAST.plus(Duration.ofDays(24)), LAST.plus(Duration.ofDays(38)));
        assertThat(projection.values())
                .allSatisfy(value -> assertThat(value.lower95()).isNotNegative());
    }

    @Test
    void whatStaysWhereItIsIsStableAndAReachedLimitIsSaidSo() {
        Random random = new Random(5);
        Projection projection = projection(day -> 50 + random.nextGaussian(), limit(60, false), limit(40, false));

        assertThat(projection.direction()).isEqualTo(Direction.STABLE);
        assertThat(projection.limits().getFirst().status()).isEqualTo(Status.REACHED);
        assertThat(projection.limits().getFirst().when()).isNotNull();
    }

    private static void isOrdered(ProjectedValue value) {
        assertThat(value.lower95()).isLessThanOrEqualTo(value.lower80());
        assertThat(value.lower80()).isLessThanOrEqualTo(value.upper80());
        assertThat(value.upper80()).isLessThanOrEqualTo(value.upper95());
    }

    private static Projection projection(IntToDoubleFunction value, MetricLimit... limits) {
        double[] values = new double[DAYS];
        for (int day = 0; day < DAYS; day++) {
            values[day] = value.applyAsDouble(day);
        }
        Series series = new Series(START, Duration.ofDays(1), ZoneOffset.UTC, values, Bounds.NOT_NEGATIVE);
        Outlook outlook = Forecasting.select(series, Duration.ofDays(730));
        KeptChoice kept = new KeptChoice(outlook.choice(), LAST, series.step(), Measure.MAXIMUM, null);
        StoredSeries stored =
                new StoredSeries(1, "shop", "a", "GB", SeriesKind.GAUGE, ZoneOffset.UTC, "upload", START, LAST);
        return ProjectionOfOutlook.of(
                stored,
                new MeasuredSeries(series, Measure.MAXIMUM, new Reading(LAST, values[DAYS - 1])),
                outlook,
                kept,
                List.of(limits),
                List.of(),
                LAST);
    }

    private static MetricLimit limit(double value, boolean lowerIsWorse) {
        return new MetricLimit("a", value, "GB", lowerIsWorse, Severity.CRITICAL, null, "forecasts.yml line 39");
    }
}
