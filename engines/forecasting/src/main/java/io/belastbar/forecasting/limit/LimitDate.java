package io.belastbar.forecasting.limit;

import java.time.Instant;

/** When a series reaches a limit. */
public sealed interface LimitDate {

    /**
     * The worst value of the last day is at or beyond it.
     *
     * @param since the first value beyond it of the days in a row that are; weekends without load between them do not count
     */
    record Reached(Instant since) implements LimitDate {}

    /**
     * Within the horizon, at least possibly.
     *
     * @param p10 it is reached earlier in one of ten cases; null if fewer than one in ten reach it within the horizon
     * @param p50 most likely; null if it is reached within the horizon in less than half of the cases
     * @param p90 it is reached later in one of ten cases; null likewise
     */
    record Expected(Instant p10, Instant p50, Instant p90) implements LimitDate {}

    /** Not within the horizon, as far as the data reach. */
    record NotWithin(Instant horizon) implements LimitDate {}
}
