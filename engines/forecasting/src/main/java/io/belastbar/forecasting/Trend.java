package io.belastbar.forecasting;

import io.belastbar.change.rank.MannKendall;

/**
 * Whether a series gets worse, by Mann and Kendall at 5 percent. Which way is worse depends on the limit: below the current value, lower
 * is worse.
 */
public enum Trend {
    RISING,
    STEADY,
    FALLING;

    private static final double SIGNIFICANCE = 0.05;

    /** @param values with gaps bridged, oldest first */
    static Trend of(double[] values) {
        double slope = FirstChoice.slope(values);
        if (values.length > 2_000 || slope == 0 || MannKendall.pValue(values, 1) > SIGNIFICANCE) {
            return STEADY;
        }
        return slope > 0 ? RISING : FALLING;
    }

    /** What the trend means. */
    public Direction direction(boolean lowerIsWorse) {
        return switch (this) {
            case STEADY -> Direction.STABLE;
            case RISING -> lowerIsWorse ? Direction.IMPROVING : Direction.DEGRADING;
            case FALLING -> lowerIsWorse ? Direction.DEGRADING : Direction.IMPROVING;
        };
    }

    /** As requirements name it. */
    public enum Direction {
        DEGRADING,
        STABLE,
        IMPROVING
    }
}
