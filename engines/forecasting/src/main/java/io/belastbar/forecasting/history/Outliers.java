package io.belastbar.forecasting.history;

import io.belastbar.change.rank.Location;
import java.util.Arrays;
import java.util.List;

/**
 * Single values that lie far from those before and after them, in every season: Hampel's identifier (Davies and Gather, "The identification of
 * multiple outliers", JASA 88 (1993)) with twelve deviations. They are kept; somebody has to know.
 */
public final class Outliers {

    private static final double DEVIATIONS_MIN = 12;
    private static final double NORMAL_MAD = 1.4826;

    /** What is far more often than that is usual. */
    private static final double SHARE_MAX = 0.03;

    private static final int VALUES_MIN = 10;

    private Outliers() {}

    /** @param values without gaps; those that were bridged lie among their neighbours */
    public static int count(double[] values, List<Integer> periods) {
        if (values.length < VALUES_MIN) {
            return 0;
        }
        double[] distances = distances(values, 1);
        for (int period : periods) {
            double[] other = distances(values, period);
            Arrays.setAll(distances, i -> Math.min(distances[i], other[i]));
        }
        double[] changes = new double[values.length - 1];
        Arrays.setAll(changes, i -> Math.abs(values[i + 1] - values[i]));
        double usual = Math.max(
                0.01 * mean(distances),
                NORMAL_MAD * Math.max(Location.median(distances), Location.median(changes) / Math.sqrt(2)));
        long far = Arrays.stream(distances)
                .filter(distance -> usual > 0 && distance > DEVIATIONS_MIN * usual)
                .count();
        return far <= Math.max(1, SHARE_MAX * values.length) ? (int) far : 0;
    }

    /** From the median of the four neighbours, so many values apart, and itself. At the ends, which have no four, none. */
    private static double[] distances(double[] values, int apart) {
        double[] distances = new double[values.length];
        for (int i = 2 * apart; i + 2 * apart < values.length; i++) {
            double[] near = {
                values[i - 2 * apart], values[i - apart], values[i], values[i + apart], values[i + 2 * apart]
            };
            distances[i] = Math.abs(values[i] - Location.median(near));
        }
        return distances;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
