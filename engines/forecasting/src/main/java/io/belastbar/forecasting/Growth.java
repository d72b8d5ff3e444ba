package io.belastbar.forecasting;

import io.belastbar.change.rank.Location;
import io.belastbar.change.rank.MannKendall;
import io.belastbar.forecasting.history.Cleanups;
import io.belastbar.forecasting.history.Days;
import io.belastbar.forecasting.history.Dependence;
import io.belastbar.forecasting.limit.GrowthPaths;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How a history goes now, by days: without its week, and of a saw the peaks.
 *
 * @param trend since growth last began or ended, if it is certain that it did
 * @param slopePerDay at the end; 0 as far as it is likely that it does not grow at all
 */
record Growth(Trend trend, double slopePerDay) {

    private static final double SIGNIFICANCE = 0.05;

    /** All pairs of more would take long; further back says nothing of how it goes now. */
    private static final int DAYS_MAX = 400;

    /** Fewer tell nothing but a line. */
    private static final int DAYS_MIN = 14;

    private static final int DAYS_TELL = 7;
    private static final int TEETH = 3;

    static Growth of(PreparedSeries prepared) {
        var step = prepared.series().step();
        double[] maxima = latest(Days.maxima(prepared.bridged(), prepared.perDay()));
        var cleanups = Cleanups.of(maxima);
        double[] days = cleanups.times() > 0
                ? cleanups.peaks(maxima)
                : Dependence.withoutSeason(latest(Days.means(prepared.bridged(), prepared.perDay())));
        var block = step.multipliedBy(prepared.perDay());
        double aDay = (double) Duration.ofDays(1).toMillis() / block.toMillis();
        if (days.length < DAYS_MIN) {
            double slope = Location.slope(List.of(days));
            return new Growth(trend(days, slope), slope * aDay);
        }
        int afterMin = cleanups.times() > 0 ? TEETH * cleanups.longest() : DAYS_TELL;
        var growth = new GrowthPaths(days, afterMin);
        double[] latest = Arrays.copyOfRange(days, growth.since(), days.length);
        var trend = trend(latest, Location.slope(List.of(latest)));
        return new Growth(trend, growth.slope() * aDay);
    }

    private static Trend trend(double[] days, double slope) {
        if (slope == 0 || MannKendall.pValue(days, Dependence.inflation(days, slope)) > SIGNIFICANCE) {
            return Trend.STEADY;
        }
        return slope > 0 ? Trend.RISING : Trend.FALLING;
    }

    private static double[] latest(double[] days) {
        return Arrays.copyOfRange(days, Math.max(0, days.length - DAYS_MAX), days.length);
    }
}
