package io.belastbar.forecasting;

import java.time.Duration;
import java.time.Instant;

/** What a reader of a forecast has to know about it. */
public sealed interface Remark {

    /** The level changed for good; what lies before is not used. In the series' unit. */
    record LevelChanged(Instant at, double before, double after) implements Remark {}

    /** It is emptied again and again, and this is no growth: about every {@code period}, {@code times} times. */
    record CleanedUp(Duration period, int times) implements Remark {}

    /** That many values lie at the cap: the demand was at least that. */
    record AtCap(int values, double cap) implements Remark {}

    /** That many values of the grid are missing, the longest gap in a row. Nothing stands in their place. */
    record Gaps(int missing, Duration longest) implements Remark {}

    /** That many values lie far from all others. They are kept; the methods in use bear them. */
    record Outliers(int values) implements Remark {}

    /** All values are equal. */
    record Constant(double value) implements Remark {}

    /** Too few values to compare methods: the last one stands for what comes. */
    record TooShort(int values, int needed) implements Remark {}

    /** The data reach back less than was asked ahead; the forecast ends there. */
    record HorizonCut(Duration asked, Duration answered) implements Remark {}

    /** Fewer errors of the past than an interval of 95 percent needs. */
    record Approximate(int errors) implements Remark {}

    /** The clock of the zone changed inside the history or the horizon; the hours of the day stay where they are. */
    record ClockChanged(Instant at) implements Remark {}
}
