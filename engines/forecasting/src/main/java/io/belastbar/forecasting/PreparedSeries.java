package io.belastbar.forecasting;

import io.belastbar.forecasting.history.Gaps;
import io.belastbar.forecasting.history.Periods;
import io.belastbar.forecasting.history.WallClock;
import io.belastbar.forecasting.method.Seasons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series as methods can take it: from its first to its last measured value, on the clock of its zone, with bridges over gaps.
 *
 * @param series the part in use
 * @param clock of the history and of what lies ahead
 * @param measured on the clock's grid, NaN where nothing was
 * @param bridged the same without gaps
 * @param seasons that the data show at least twice
 * @param steps ahead, as far as the data reach
 * @param remarks about all that
 */
record PreparedSeries(
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

    private static final int STEPS_MAX = 10_000;

    static PreparedSeries of(Series all, Duration horizon) {
        if (horizon.isNegative() || horizon.isZero()) {
            throw new IllegalArgumentException("a horizon lies ahead: was " + horizon);
        }
        var series = measuredPart(all);
        var remarks = new ArrayList<Remark>();
        var gaps = Gaps.of(series.values());
        if (gaps.missing() > 0) {
            remarks.add(new Remark.Gaps(gaps.missing(), series.step().multipliedBy(gaps.longest())));
        }
        int steps = steps(series, horizon, remarks);
        int n = series.values().length;
        var clock = WallClock.of(series.start(), series.step(), series.zone(), n + steps);
        clock.change().ifPresent(at -> remarks.add(new Remark.ClockChanged(at)));
        double[] measured = clock.onClock(series.values());
        var seasons = Periods.of(series.step(), measured.length);
        return new PreparedSeries(
                series, clock, measured, Gaps.bridged(measured, seasons.periods()), seasons, steps, remarks);
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

    private static int steps(Series series, Duration horizon, List<Remark> remarks) {
        long asked = Math.max(1, horizon.dividedBy(series.step()));
        long reach = Math.min(STEPS_MAX, (long) REACH * series.values().length);
        if (asked > reach) {
            remarks.add(new Remark.HorizonCut(horizon, series.step().multipliedBy(reach)));
        }
        return (int) Math.min(asked, reach);
    }

    private static Series measuredPart(Series all) {
        double[] values = all.values();
        int to = values.length;
        while (to > 0 && Double.isNaN(values[to - 1])) {
            to--;
        }
        int from = Math.max(0, to - VALUES_MAX);
        while (from < to && Double.isNaN(values[from])) {
            from++;
        }
        if (from == to) {
            throw new IllegalArgumentException("a series has a measured value: had none of " + values.length);
        }
        return new Series(all.at(from), all.step(), all.zone(), Arrays.copyOfRange(values, from, to), all.bounds());
    }
}
