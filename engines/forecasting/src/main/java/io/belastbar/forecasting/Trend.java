package io.belastbar.forecasting;

/**
 * Whether a series gets worse, by Mann and Kendall at 5 percent. Which way is worse depends on the limit: below the current value, lower
 * is worse.
 */
public enum Trend {
    RISING,
    STEADY,
    FALLING;

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
