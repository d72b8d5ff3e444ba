package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.HistoryRepository.Grid;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.projection.Projection.Reading;
import io.belastbar.jobs.Await;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;

/** Reads what was measured of a series, in the steps that suit it. Waits. */
@ApplicationScoped
class ReadPast {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int HOURS_LOOKED_BACK = 48;

    private final HistoryRepository history;

    ReadPast(HistoryRepository history) {
        this.history = history;
    }

    /** Empty of a series without a value. */
    Optional<MeasuredSeries> of(StoredSeries series, Measure measure) {
        if (series.first() == null) {
            return Optional.empty();
        }
        Grid taken = null;
        for (PastWindow.Way way : PastWindow.of(series)) {
            Instant end = series.last().plus(way.step());
            taken = Await.of(history.read(series, way.from(), end, way.step(), measure));
            if (PastWindow.isFilled(taken)) {
                break;
            }
        }
        Grid grid = taken;
        return current(series, measure)
                .map(current -> PastWindow.measured(series, withoutToday(series, grid), measure, current));
    }

    /** The last value, by the hour, and the mean of the day that ends with it. */
    private Optional<Reading> current(StoredSeries series, Measure measure) {
        Instant from = series.last().minus(HOUR.multipliedBy(HOURS_LOOKED_BACK));
        Grid hours = Await.of(history.read(series, from, series.last().plus(HOUR), HOUR, measure));
        for (int i = hours.values().length - 1; i >= 0; i--) {
            if (Double.isFinite(hours.values()[i])) {
                return Optional.of(reading(series, hours.start().plus(HOUR.multipliedBy(i)), hours.values()[i]));
            }
        }
        return Optional.empty();
    }

    private Reading reading(StoredSeries series, Instant at, double value) {
        Instant end = at.plus(HOUR);
        return new Reading(at, value, MeanOfDay.of(Await.of(history.places(series, end.minus(DAY), end, HOUR))));
    }

    /** A day that is not over has not seen its most yet, unless one value stands for a day. */
    private Grid withoutToday(StoredSeries series, Grid grid) {
        int last = grid.values().length - 1;
        if (grid.step().compareTo(DAY) < 0 || last < 2 || hoursOfDay(series, 0) >= hoursOfDay(series, 1)) {
            return grid;
        }
        return new Grid(grid.start(), grid.step(), Arrays.copyOf(grid.values(), last));
    }

    private int hoursOfDay(StoredSeries series, int daysAgo) {
        ZonedDateTime day = series.last()
                .atZone(series.zone())
                .toLocalDate()
                .minusDays(daysAgo)
                .atStartOfDay(series.zone());
        Grid hours =
                Await.of(history.read(series, day.toInstant(), day.plusDays(1).toInstant(), HOUR, Measure.MAXIMUM));
        int measured = 0;
        for (double value : hours.values()) {
            measured += Double.isFinite(value) ? 1 : 0;
        }
        return measured;
    }
}
