package io.belastbar.forecasting.season;

/**
 * Local regression on an even grid: at each place the line through the nearest values, weighted by the tricube of their distance
 * (Cleveland 1979).
 */
final class Loess {

    private Loess() {}

    /**
     * The smoothed value at a place, also outside the values.
     *
     * @param from the first of {@code count} values, each {@code stride} after the one before
     * @param at in steps from the first value: −1 is one step before it
     * @param window how many values count; if there are fewer, the reach grows in proportion as in the published code
     */
    static double at(double[] values, int from, int stride, int count, double at, int window) {
        int used = Math.min(window, count);
        int left = Math.clamp(Math.round(at - (used - 1) / 2.0), 0, count - used);
        int right = left + used - 1;
        double reach = Math.max(at - left, right - at);
        if (window > count) {
            reach += (window - count) / 2;
        }
        double weights = 0;
        double place = 0;
        double mean = 0;
        for (int i = left; i <= right; i++) {
            double weight = tricube(Math.abs(i - at), reach);
            weights += weight;
            place += weight * i;
            mean += weight * values[from + i * stride];
        }
        if (weights <= 0) {
            return values[from + Math.clamp(Math.round(at), 0, count - 1) * stride];
        }
        place /= weights;
        mean /= weights;
        double spread = 0;
        double product = 0;
        for (int i = left; i <= right; i++) {
            double weight = tricube(Math.abs(i - at), reach);
            spread += weight * (i - place) * (i - place);
            product += weight * (i - place) * values[from + i * stride];
        }
        // as in the published code: too narrow a spread has no slope
        return spread <= 1e-6 * (count - 1) ? mean : mean + product / spread * (at - place);
    }

    /** Smooths all values: every {@code jump}-th exactly, those between on the line between. */
    static double[] smooth(double[] values, int window, int jump) {
        int n = values.length;
        var smooth = new double[n];
        int before = 0;
        smooth[0] = at(values, 0, 1, n, 0, window);
        while (before < n - 1) {
            int next = Math.min(before + jump, n - 1);
            smooth[next] = at(values, 0, 1, n, next, window);
            for (int i = before + 1; i < next; i++) {
                double share = (double) (i - before) / (next - before);
                smooth[i] = smooth[before] + share * (smooth[next] - smooth[before]);
            }
            before = next;
        }
        return smooth;
    }

    private static double tricube(double distance, double reach) {
        if (distance > 0.999 * reach) {
            return reach == 0 ? 1 : 0;
        }
        if (distance < 0.001 * reach) {
            return 1;
        }
        double ratio = distance / reach;
        double rest = 1 - ratio * ratio * ratio;
        return rest * rest * rest;
    }
}
