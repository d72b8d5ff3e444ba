package io.belastbar.forecasting.limit;

import io.belastbar.change.fit.Season;
import io.belastbar.forecasting.history.Cleanups;
import io.belastbar.forecasting.history.Days;
import io.belastbar.forecasting.history.Gaps;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Paths that the daily maximum may take: a limit is reached by the maximum. What comes back after a fixed number of days is taken out and put back
 * in. A saw whose teeth are of no fixed length is followed by its peaks: by the largest value of as many days as its longest tooth has.
 */
public final class PeakPaths {

    /** Older days say little of how it grows now, and a fit costs by the day. */
    private static final int DAYS_MAX = 400;

    /** So many days tell of a drift that started anew; of a saw so many of its longest teeth. */
    private static final int DAYS_TELL = 7;

    private static final int TEETH = 3;

    private final int perDay;
    private final WithinDay withinDay;
    private final double now;
    private final double[][] paths;

    /**
     * @param values oldest first, NaN where nothing was measured, but not at both ends; a larger one is worse
     * @param perDay how many values a day has; 1 for longer steps
     * @param ahead values
     */
    public PeakPaths(double[] values, int perDay, int ahead) {
        this.perDay = perDay;
        this.withinDay = WithinDay.of(values, perDay);
        double[] days = Days.maxima(values, perDay);
        double[] peaks = Arrays.copyOfRange(days, Math.max(0, days.length - DAYS_MAX), days.length);
        double[] kept = trimmed(peaks);
        this.now = kept[kept.length - 1];
        int daysAhead = (ahead + perDay - 1) / perDay;
        double[] even = Exceptions.of(kept).removedFrom(kept);
        double[] bridged = Gaps.bridged(even, List.of());
        var season = Season.of(bridged);
        // What is emptied seldom would be an exception, and what is exceptional may hide a saw.
        double[] saw = Stream.of(Gaps.bridged(kept, List.of()), bridged)
                .filter(one -> isUneven(Cleanups.of(one), season))
                .findFirst()
                .orElse(null);
        if (saw == null) {
            this.paths = seasonal(season, even, daysAhead);
        } else {
            var cleanups = Cleanups.of(saw);
            this.paths = drawn(cleanups.peaks(saw), daysAhead, TEETH * cleanups.longest());
        }
    }

    /** Of no fixed length, as months are not, or of one that days do not show as a season. */
    private static boolean isUneven(Cleanups cleanups, Season season) {
        return cleanups.times() > 0
                && !(cleanups.regular() && season.period() > 0 && season.period() % cleanups.period() == 0);
    }

    private PeakPaths(int perDay, double now, WithinDay withinDay, double[][] paths) {
        this.perDay = perDay;
        this.now = now;
        this.withinDay = withinDay;
        this.paths = paths;
    }

    /**
     * What is forecast, with whole rows of past errors on it: where what comes back takes so long that days alone do not show it, as years do.
     *
     * @param now the last value
     */
    public static PeakPaths of(double now, double[] expected, double[][] errors, double factor) {
        double[][] paths = errors.length == 0
                ? new double[][] {expected}
                : Arrays.stream(errors).map(row -> laid(expected, row, factor)).toArray(double[][]::new);
        return new PeakPaths(1, now, new WithinDay(new double[] {0, 0.25, 0.5, 0.75, 1}), paths);
    }

    /** Beyond its end a row goes on with its last error, growing as the root of the time. */
    private static double[] laid(double[] expected, double[] row, double factor) {
        double[] path = new double[expected.length];
        double last = 0;
        for (int i = 0; i < path.length; i++) {
            last = i < row.length && !Double.isNaN(row[i]) ? row[i] : last;
            double beyond = i < row.length ? 1 : Math.sqrt((i + 1.0) / Math.max(1, row.length));
            path[i] = expected[i] + factor * beyond * last;
        }
        return path;
    }

    /** In values ahead, also between two of them. */
    public FirstPassage passage(double limit) {
        double[] steps =
                Arrays.stream(paths).mapToDouble(path -> first(path, limit)).toArray();
        return FirstPassage.of(steps);
    }

    private double first(double[] path, double limit) {
        double before = now;
        for (int day = 0; day < path.length; day++) {
            if (path[day] >= limit) {
                double share = path[day] > before ? (limit - before) / (path[day] - before) : 0;
                return perDay * day + withinDay.at(share);
            }
            before = path[day];
        }
        return FirstPassage.NEVER;
    }

    private static double[][] seasonal(Season season, double[] peaks, int ahead) {
        double[][] paths = drawn(season.removedFrom(peaks), ahead, DAYS_TELL);
        if (season.period() > 0) {
            for (double[] path : paths) {
                for (int h = 0; h < ahead; h++) {
                    path[h] += season.offsets()[(peaks.length + h) % season.period()];
                }
            }
        }
        return paths;
    }

    private static double[][] drawn(double[] days, int ahead, int afterMin) {
        if (Gaps.of(days).missing() + GrowthModel.VALUES_MIN > days.length) {
            double[] level = new double[ahead];
            Arrays.fill(level, days[days.length - 1]);
            return new double[][] {level};
        }
        return new GrowthPaths(days, afterMin).drawn(ahead);
    }

    private static double[] trimmed(double[] days) {
        int from = 0;
        while (from < days.length - 1 && Double.isNaN(days[from])) {
            from++;
        }
        return Arrays.copyOfRange(days, from, days.length);
    }
}
