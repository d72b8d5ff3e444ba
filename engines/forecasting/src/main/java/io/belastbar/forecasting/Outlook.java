package io.belastbar.forecasting;

import io.belastbar.forecasting.limit.LimitDate;
import io.belastbar.forecasting.selection.Choice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where a series goes.
 *
 * @param madeFrom when the last value was measured
 * @param step between two values of the forecast
 * @param choice the method, and why
 * @param expected the forecast's values, that of {@code madeFrom + step} first, inside the bounds
 * @param errors how far the forecast may lie from what comes
 * @param trend of the history since its growth last began or ended, whatever the forecast says
 * @param slopePerDay as it grows now, at the end of the history, in the series' unit
 * @param remarks what a reader has to know
 */
public record Outlook(
        Instant madeFrom,
        Duration step,
        Choice choice,
        double[] expected,
        Spread errors,
        Trend trend,
        double slopePerDay,
        List<Remark> remarks) {

    public Outlook {
        remarks = List.copyOf(remarks);
    }

    /** Of the value that many steps ahead, from 1. */
    public Instant at(int ahead) {
        return madeFrom.plus(step.multipliedBy(ahead));
    }

    /** How far a forecast may lie from what comes. */
    public interface Spread {

        /**
         * The interval around the forecast.
         *
         * @param ahead steps, from 1
         * @param level for example 0.95
         */
        Interval interval(int ahead, double level);

        /**
         * When the series first reaches a limit.
         *
         * @param limit in the series' unit
         * @param lowerIsWorse whether the limit is reached from above
         */
        LimitDate reaches(double limit, boolean lowerIsWorse);
    }

    /**
     * Between two bounds, inside those of the series.
     *
     * @param approximate fewer errors of the past than the level needs (39 for 95 %), so it was widened
     */
    public record Interval(double lower, double upper, boolean approximate) {}
}
