package io.belastbar.forecasting;

import io.belastbar.forecasting.history.Cleanups;
import io.belastbar.forecasting.history.Days;
import io.belastbar.forecasting.history.Gaps;
import io.belastbar.forecasting.history.Hours;
import io.belastbar.forecasting.history.LevelShift;
import io.belastbar.forecasting.history.Outliers;
import io.belastbar.forecasting.history.Periods;
import io.belastbar.forecasting.history.WallClock;
import io.belastbar.forecasting.method.Seasons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A series as methods can take it: from its first measured value, or its last change of level, to its last measured value, on the clock of its
 * zone, with bridges over gaps.
 *
 * @param whole from the first to the last measured value
 * @param series the part in use, joined to hours if it was finer
 * @param clock of the history and of what lies ahead
 * @param measured on the clock's grid, NaN where nothing was
 * @param bridged the same without gaps
 * @param seasons that the data show at least twice
 * @param steps ahead, as far as the data reach
 * @param remarks about all that
 */
record PreparedSeries(
        Series whole,
        Series series,
        WallClock clock,
        double[] measured,
        double[] bridged,
        Seasons seasons,
        int steps,
        List<Remark> remarks) {

    /** Data say something about as long again, and with growing errors about twice as long; 90 days do not promise 18 months. */
    static final int REACH = 2;

    /** More than two years of hours; what lies before says nothing new, and costs time. */
    private static final int VALUES_MAX = 20_000;

    /** A longer history of finer values is joined to hours first. */
    private static final int FINE_VALUES_MAX = 200_000;

    private static final int STEPS_MAX = 10_000;

    static PreparedSeries of(Series all, Duration horizon) {
        if (horizon.isNegative() || horizon.isZero()) {
            throw new IllegalArgumentException("a horizon lies ahead: was " + horizon);
        }
        var whole = measuredPart(all, FINE_VALUES_MAX);
        var remarks = new ArrayList<Remark>();
        var series = sinceLevelChanged(measuredPart(hours(whole), VALUES_MAX), remarks);
        tellGaps(series, remarks);
        int steps = steps(series, horizon, remarks);
        int n = series.values().length;
        var clock = WallClock.of(series.start(), series.step(), series.zone(), n + steps);
        clock.change().ifPresent(at -> remarks.add(new Remark.ClockChanged(at)));
        double[] measured = clock.onClock(series.values());
        var seasons = Periods.of(series.step(), measured.length);
        double[] bridged = Gaps.bridged(measured, seasons.periods());
        tellValues(series, bridged, seasons, remarks);
        return new PreparedSeries(whole, series, clock, measured, bridged, seasons, steps, remarks);
    }

    /** Places of the clock that lie ahead. */
    int places() {
        return clock.ahead(series.values().length);
    }

    /** How many values a day has; 1 for longer steps. */
    int perDay() {
        return perDay(series.step());
    }

    static int perDay(Duration step) {
        return (int) Math.max(1, Duration.ofDays(1).dividedBy(step));
    }

    private static Series hours(Series fine) {
        double[] values = fine.values();
        if (!Hours.tellMore(fine.step(), values.length)) {
            return fine;
        }
        var hours = Hours.of(fine.start(), fine.step(), fine.zone(), values);
        return new Series(hours.start(), Hours.HOUR, fine.zone(), hours.means(), fine.bounds());
    }

    private static Series sinceLevelChanged(Series series, List<Remark> remarks) {
        double[] values = series.values();
        int perDay = perDay(series.step());
        double[] means = Days.means(values, perDay);
        int skipped = Math.max(0, values.length - means.length * perDay);
        int first = firstMeasured(means);
        double[] days = Gaps.bridged(Arrays.copyOfRange(means, first, means.length), List.of());
        // Maxima: a mean of the day on which it was emptied lies in between, and makes one drop look like two.
        boolean saw = Cleanups.of(bridgedMaxima(values, perDay)).times() > 0;
        var shift = saw ? Optional.<LevelShift>empty() : LevelShift.last(days);
        if (shift.isEmpty()) {
            return series;
        }
        int from = skipped + (first + shift.get().at()) * perDay;
        while (Double.isNaN(values[from])) {
            from++;
        }
        remarks.add(new Remark.LevelChanged(
                series.at(from), shift.get().before(), shift.get().after()));
        return new Series(
                series.at(from),
                series.step(),
                series.zone(),
                Arrays.copyOfRange(values, from, values.length),
                series.bounds());
    }

    private static double[] bridgedMaxima(double[] values, int perDay) {
        double[] maxima = Days.maxima(values, perDay);
        return Gaps.bridged(Arrays.copyOfRange(maxima, firstMeasured(maxima), maxima.length), List.of());
    }

    private static int firstMeasured(double[] values) {
        int first = 0;
        while (Double.isNaN(values[first])) {
            first++;
        }
        return first;
    }

    private static void tellGaps(Series series, List<Remark> remarks) {
        var gaps = Gaps.of(series.values());
        if (gaps.missing() > 0) {
            remarks.add(new Remark.Gaps(gaps.missing(), series.step().multipliedBy(gaps.longest())));
        }
    }

    private static void tellValues(Series series, double[] bridged, Seasons seasons, List<Remark> remarks) {
        int perDay = perDay(series.step());
        var cleanups = Cleanups.of(Days.maxima(bridged, perDay));
        if (cleanups.times() > 0) {
            var period = series.step().multipliedBy((long) perDay * cleanups.period());
            remarks.add(new Remark.CleanedUp(period, cleanups.times()));
        }
        double cap = series.bounds().cap();
        long full = Arrays.stream(series.values()).filter(value -> value >= cap).count();
        if (full > 0) {
            remarks.add(new Remark.AtCap((int) full, cap));
        }
        int outliers = cleanups.times() > 0 ? 0 : Outliers.count(bridged, seasons.periods());
        if (outliers > 0) {
            remarks.add(new Remark.Outliers(outliers));
        }
    }

    private static int steps(Series series, Duration horizon, List<Remark> remarks) {
        long asked = Math.max(1, horizon.dividedBy(series.step()));
        long reach = Math.min(STEPS_MAX, (long) REACH * series.values().length);
        if (asked > reach) {
            remarks.add(new Remark.HorizonCut(horizon, series.step().multipliedBy(reach)));
        }
        return (int) Math.min(asked, reach);
    }

    private static Series measuredPart(Series all, int most) {
        double[] values = all.values();
        int to = values.length;
        while (to > 0 && Double.isNaN(values[to - 1])) {
            to--;
        }
        int from = Math.max(0, to - most);
        while (from < to && Double.isNaN(values[from])) {
            from++;
        }
        if (from == to) {
            throw new IllegalArgumentException("a series has a measured value: had none of " + values.length);
        }
        return new Series(all.at(from), all.step(), all.zone(), Arrays.copyOfRange(values, from, to), all.bounds());
    }
}
