package io.belastbar.capacity.projection.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.belastbar.capacity.history.HistoryRepository.Grid;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.SeriesKind;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.capacity.projection.ProjectedValue;
import io.belastbar.capacity.projection.Projection;
import io.belastbar.capacity.projection.Projection.Reading;
import io.belastbar.forecasting.Forecasting;
import io.belastbar.forecasting.Outlook;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Days are those of the calendar of the zone, whenever the series begins. */
class CalendarDaysTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Duration DAY = Duration.ofDays(1);
    private static final LocalDate SUMMER = LocalDate.of(2026, 7, 1);
    private static final LocalDate WINTER = LocalDate.of(2026, 12, 1);

    @Test
    void aSeriesThatBeginsInSummerHasTheDatesOfOneThatBeginsInWinter() {
        for (ZoneId zone : List.of(BERLIN, NEW_YORK)) {
            for (int days : List.of(1, 7)) {
                Projection summer = growing(SUMMER, days, zone);
                Projection winter = growing(WINTER, days, zone);

                assertThat(since(winter, WINTER, zone)).isEqualTo(since(summer, SUMMER, zone));
                assertThat(ahead(winter, WINTER, zone)).isEqualTo(ahead(summer, SUMMER, zone));
                assertThat(summer.values())
                        .allSatisfy(value -> assertThat(value.at().atZone(zone).toLocalTime())
                                .isEqualTo(LocalTime.MIDNIGHT));
            }
        }
    }

    @Test
    void whatIsExpectedOnAThursdayIsThatOfTheThursday() {
        Projection weekly = projection(SUMMER, DAY, BERLIN, 180, CalendarDaysTest::busyOnThursdays);
        LocalDate thursday = LocalDate.of(2027, 1, 28);
        Instant end = thursday.plusDays(1).atStartOfDay(BERLIN).toInstant();

        assertThat(weekly.at(end).orElseThrow().expected()).isCloseTo(156, within(8.0));
        assertThat(weekly.at(end.minus(DAY)).orElseThrow().expected()).isCloseTo(80, within(8.0));
        assertThat(weekly.at(end).orElseThrow().at().atZone(BERLIN).toLocalDate())
                .isEqualTo(thursday);
    }

    @Test
    void ofAnHourlySeriesADayHasItsWorstHour() {
        Duration hour = Duration.ofHours(1);
        Projection peaks = projection(SUMMER, hour, BERLIN, 60 * 24, CalendarDaysTest::busyAtNine);
        Projection free =
                projection(SUMMER, hour, BERLIN, 60 * 24, (at, noise) -> 200 - busyAtNine(at, noise), limit(1, true));

        assertThat(peaks.inDays(20).orElseThrow().expected()).isCloseTo(90, within(8.0));
        assertThat(free.inDays(20).orElseThrow().expected()).isCloseTo(110, within(8.0));
        assertThat(peaks.inDays(45)).isPresent();
        assertThat(peaks.days().expected()).hasSizeGreaterThanOrEqualTo(59);
    }

    @Test
    void inOneDayLiesAfterNowHoweverOldTheLastValueIs() {
        Projection stale = growing(SUMMER, 1, BERLIN);
        LocalDate today = LocalDate.ofInstant(stale.madeAt(), BERLIN);

        assertThat(stale.values().getFirst().at())
                .isEqualTo(today.plusDays(1).atStartOfDay(BERLIN).toInstant())
                .isAfter(stale.madeAt());
        assertThat(stale.inDays(1)).contains(stale.values().getFirst());
    }

    private interface Values {
        double at(Instant moment, double noise);
    }

    private static double busyOnThursdays(Instant at, double noise) {
        return (at.atZone(BERLIN).getDayOfWeek() == DayOfWeek.THURSDAY ? 156 : 80) + noise;
    }

    private static double busyAtNine(Instant at, double noise) {
        return (at.atZone(BERLIN).getHour() == 9 ? 90 : 20) + noise;
    }

    /** By days or weeks, read ten days later. */
    private static Projection growing(LocalDate first, int days, ZoneId zone) {
        Instant start = first.atStartOfDay(zone).toInstant();
        return projection(
                first,
                Duration.ofDays(days),
                zone,
                150,
                (at, noise) -> 100 + Math.round(Duration.between(start, at).toHours() / 24.0) + noise,
                limit(400 + 900 * (days / 7), false));
    }

    private static List<Long> ahead(Projection projection, LocalDate first, ZoneId zone) {
        return projection.values().stream()
                .map(ProjectedValue::at)
                .map(at -> ChronoUnit.DAYS.between(first, LocalDate.ofInstant(at, zone)))
                .toList();
    }

    private static long since(Projection projection, LocalDate first, ZoneId zone) {
        return ChronoUnit.DAYS.between(
                first, LocalDate.ofInstant(projection.limits().getFirst().p50(), zone));
    }

    private static Projection projection(
            LocalDate first, Duration step, ZoneId zone, int count, Values of, MetricLimit... limits) {
        Random random = new Random(7);
        boolean byDays = step.compareTo(DAY) >= 0;
        Instant start = first.atStartOfDay(zone).toInstant();
        double[] values = new double[count];
        Instant at = start;
        for (int i = 0; i < count; i++) {
            at = byDays
                    ? first.plusDays(i * step.toDays()).atStartOfDay(zone).toInstant()
                    : start.plus(step.multipliedBy(i));
            values[i] = of.at(at, random.nextGaussian());
        }
        StoredSeries stored = new StoredSeries(1, "shop", "a", "GB", SeriesKind.GAUGE, zone, "upload", start, at);
        MeasuredSeries measured = PastWindow.measured(
                stored, new Grid(start, step, values), Measure.MAXIMUM, new Reading(at, values[count - 1]));
        Outlook outlook = Forecasting.select(measured.values(), Duration.ofDays(730));
        Instant now = at.plus(byDays ? Duration.ofHours(24 * 9 + 14) : Duration.ofMinutes(20));
        KeptChoice kept = new KeptChoice(outlook.choice(), now, step, Measure.MAXIMUM, null);
        return ProjectionOfOutlook.of(stored, measured, outlook, kept, List.of(limits), List.of(), now);
    }

    private static MetricLimit limit(double value, boolean lowerIsWorse) {
        return new MetricLimit("a", value, "GB", lowerIsWorse, Severity.CRITICAL, null, "forecasts.yml line 39");
    }
}
