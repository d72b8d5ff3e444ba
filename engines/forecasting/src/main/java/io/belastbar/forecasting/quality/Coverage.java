package io.belastbar.forecasting.quality;

import io.belastbar.forecasting.Bounds;
import io.belastbar.forecasting.Forecasting;
import io.belastbar.forecasting.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * How many of the values that came lie inside the intervals of 95 percent, over all horizons.
 *
 * @param values that came
 * @param inside the interval
 * @param approximate whose interval was marked so
 * @param line inside the interval of a line by least squares, as {@code predict_linear} draws it and textbooks widen it
 * @param widths sum of the intervals' widths, each in widths of the naive method's error of one step
 */
public record Coverage(long values, long inside, long approximate, long line, double widths) {

    public static final double LEVEL = 0.95;
    public static final Coverage NONE = new Coverage(0, 0, 0, 0, 0);

    private static final Instant START = Instant.parse("2020-01-06T00:00:00Z");

    /** Of one series, by the door of this library. */
    public static Coverage of(double[] history, double[] future, Duration step) {
        var series = new Series(START, step, ZoneOffset.UTC, history, Bounds.NONE);
        var outlook = Forecasting.select(series, step.multipliedBy(future.length));
        var line = LeastSquaresInterval.of(history);
        double unit = naiveError(history);
        var all = NONE;
        for (int h = 1; h <= future.length; h++) {
            var interval = outlook.errors().interval(h, LEVEL);
            double came = future[h - 1];
            all = all.plus(new Coverage(
                    1,
                    came >= interval.lower() && came <= interval.upper() ? 1 : 0,
                    interval.approximate() ? 1 : 0,
                    line.holds(h, came, LEVEL) ? 1 : 0,
                    unit == 0 ? 0 : (interval.upper() - interval.lower()) / unit));
        }
        return all;
    }

    public Coverage plus(Coverage other) {
        return new Coverage(
                values + other.values,
                inside + other.inside,
                approximate + other.approximate,
                line + other.line,
                widths + other.widths);
    }

    /** The share of the values that lie inside. */
    public double share() {
        return (double) inside / values;
    }

    private static double naiveError(double[] history) {
        double sum = 0;
        for (int i = 1; i < history.length; i++) {
            sum += Math.abs(history[i] - history[i - 1]);
        }
        return sum / (history.length - 1);
    }
}
