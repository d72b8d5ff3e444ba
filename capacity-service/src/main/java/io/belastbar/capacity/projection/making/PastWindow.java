package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.HistoryRepository.Grid;
import io.belastbar.capacity.history.Measure;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.projection.Projection.Reading;
import io.belastbar.capacity.projection.making.day.StepCalendar;
import io.belastbar.forecasting.Bounds;
import io.belastbar.forecasting.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How far back a series is read, and in which steps: a short one by the hour, a long one by the day, and one that was measured
 * rarely by the week, so that more than half of the steps have a value.
 */
final class PastWindow {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration SHORT = Duration.ofDays(90);
    private static final Duration LONG = Duration.ofDays(730);
    /** A series that grows a little older than short is not yet worth coarser steps. */
    private static final Duration SHORT_MAX = Duration.ofDays(120);

    private static final double SHARE_MIN = 0.5;
    private static final Set<String> PERCENT = Set.of("%", "percent");
    private static final Set<String> SHARE = Set.of("ratio", "fraction");

    private PastWindow() {}

    /** A way to read it: the first that {@link #isFilled fills} its grid is taken, else the last. */
    record Way(Instant from, Duration step) {}

    static List<Way> of(StoredSeries series) {
        Duration age = Duration.between(series.first(), series.last());
        Way days = new Way(latest(series.first(), series.last().minus(LONG)), DAY);
        Way weeks = new Way(days.from(), WEEK);
        return age.compareTo(SHORT_MAX) > 0
                ? List.of(days, weeks)
                : List.of(new Way(latest(series.first(), series.last().minus(SHORT)), HOUR), days, weeks);
    }

    /** Whether more than half of the steps between the first and the last value have one. */
    static boolean isFilled(Grid grid) {
        double[] values = trimmed(grid.values());
        long measured = Arrays.stream(values).filter(Double::isFinite).count();
        return values.length > 0 && measured > SHARE_MIN * values.length;
    }

    /**
     * The past as it is carried on.
     *
     * @param current the last value
     */
    static MeasuredSeries measured(StoredSeries stored, Grid grid, Measure measure, Reading current) {
        double[] values = grid.values();
        int first = 0;
        while (first < values.length && !Double.isFinite(values[first])) {
            first++;
        }
        double[] trimmed = trimmed(values);
        Instant start = new StepCalendar(grid.start(), grid.step(), stored.zone()).at(first);
        return new MeasuredSeries(
                new Series(start, grid.step(), stored.zone(), trimmed, bounds(stored.unit(), trimmed)),
                measure,
                current);
    }

    /** What cannot be negative never was; a share that was above its whole is a sum of several. */
    static Bounds bounds(String unit, double[] values) {
        double least = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
        double most = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
        double cap = cap(unit.toLowerCase(Locale.ROOT));
        return new Bounds(least < 0 ? Double.NEGATIVE_INFINITY : 0, most > cap ? Double.POSITIVE_INFINITY : cap);
    }

    private static double cap(String unit) {
        return PERCENT.contains(unit) ? 100 : SHARE.contains(unit) ? 1 : Double.POSITIVE_INFINITY;
    }

    private static double[] trimmed(double[] values) {
        int first = 0;
        int last = values.length;
        while (first < last && !Double.isFinite(values[first])) {
            first++;
        }
        while (last > first && !Double.isFinite(values[last - 1])) {
            last--;
        }
        return Arrays.copyOfRange(values, first, last);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
