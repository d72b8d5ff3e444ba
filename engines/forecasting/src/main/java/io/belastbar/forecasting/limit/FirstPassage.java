package io.belastbar.forecasting.limit;

import java.util.Arrays;

/**
 * After how many steps paths first meet a limit. Whole paths tell it: an interval of each step alone would tell a date that no path has.
 *
 * @param steps by path, sorted; {@link #NEVER} within the horizon
 */
public record FirstPassage(double[] steps) {

    public static final double NEVER = Double.POSITIVE_INFINITY;

    /** @param steps in any order */
    public static FirstPassage of(double[] steps) {
        double[] sorted = steps.clone();
        Arrays.sort(sorted);
        return new FirstPassage(sorted);
    }

    /** By then that share of the paths has met it; {@link #NEVER} if fewer do. */
    public double by(double share) {
        int rank = (int) Math.ceil(share * steps.length - 1e-9);
        return steps[Math.clamp(rank - 1L, 0, steps.length - 1)];
    }
}
