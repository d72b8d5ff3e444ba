package io.belastbar.forecasting;

import io.belastbar.forecasting.selection.Choice;
import java.time.Duration;

/** The door of this library: a series in, an outlook out. Deterministic. */
public final class Forecasting {

    private Forecasting() {}

    /**
     * Compares all methods on the series' past and carries it on with the best: what costs time, once a week a series.
     *
     * @param horizon at least one step; cut to as far as the data reach back
     */
    public static Outlook select(Series series, Duration horizon) {
        throw new UnsupportedOperationException("not yet: " + series + horizon);
    }

    /** Carries it on with the method that was chosen before, and with that choice's errors: one fit. */
    public static Outlook carryOn(Series series, Duration horizon, Choice kept) {
        throw new UnsupportedOperationException("not yet: " + series + horizon + kept);
    }
}
