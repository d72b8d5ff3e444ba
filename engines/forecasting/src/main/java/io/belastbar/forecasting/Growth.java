package io.belastbar.forecasting;

import io.belastbar.change.rank.Location;
import io.belastbar.change.rank.MannKendall;
import io.belastbar.forecasting.history.Cleanups;
import io.belastbar.forecasting.history.Days;
import io.belastbar.forecasting.history.Dependence;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How a history went, by days: without its week, and of a saw the peaks.
 *
 * @param slopePerDay by Theil and Sen
 */
record Growth(Trend trend, double slopePerDay) {

    private static final double SIGNIFICANCE = 0.05;

    /** All pairs of more would take long; further back says nothing of how it goes now. */
    private static final int DAYS_MAX = 400;

    static Growth of(PreparedSeries prepared) {
        var step = prepared.series().step();
        double[] maxima = latest(Days.maxima(prepared.bridged(), prepared.perDay()));
        var cleanups = Cleanups.of(maxima);
        double[] days = cleanups.times() > 0
                ? cleanups.peaks(maxima)
                : Dependence.withoutSeason(latest(Days.means(prepared.bridged(), prepared.perDay())));
        double slope = Location.slope(List.of(days));
        var block = step.multipliedBy(prepared.perDay());
        double perDay = slope * Duration.ofDays(1).toMillis() / block.toMillis();
        if (slope == 0 || MannKendall.pValue(days, Dependence.inflation(days, slope)) > SIGNIFICANCE) {
            return new Growth(Trend.STEADY, perDay);
        }
        return new Growth(slope > 0 ? Trend.RISING : Trend.FALLING, perDay);
    }

    private static double[] latest(double[] days) {
        return Arrays.copyOfRange(days, Math.max(0, days.length - DAYS_MAX), days.length);
    }
}
