package io.belastbar.forecasting.limit;

import java.util.Arrays;

/**
 * In how many steps a path first meets a limit. Whole paths of past errors are laid on the forecast, so that errors that follow each other stay
 * together: an interval of each step alone would tell a date that no path has.
 *
 * @param steps by path, sorted: from 1; {@link #NEVER} within the horizon
 */
public record FirstPassage(int[] steps) {

    public static final int NEVER = Integer.MAX_VALUE;

    /** @param paths what may come, each of all steps */
    public static FirstPassage of(double[][] paths, double limit) {
        int[] steps = Arrays.stream(paths)
                .mapToInt(path -> first(path, limit))
                .sorted()
                .toArray();
        return new FirstPassage(steps);
    }

    /** By then that share of the paths has met it; {@link #NEVER} if fewer do. */
    public int by(double share) {
        int rank = (int) Math.ceil(share * steps.length - 1e-9);
        return steps[Math.clamp(rank - 1L, 0, steps.length - 1)];
    }

    private static int first(double[] path, double limit) {
        for (int i = 0; i < path.length; i++) {
            if (path[i] >= limit) {
                return i + 1;
            }
        }
        return NEVER;
    }
}
