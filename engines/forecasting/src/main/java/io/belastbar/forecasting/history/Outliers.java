package io.belastbar.forecasting.history;

import io.belastbar.change.rank.Location;
import java.util.Arrays;
import java.util.List;

/**
 * Single values that lie far from those before and after them, in every season: Hampel's identifier (Davies and Gather, "The identification of
 * multiple outliers", JASA 88 (1993)) with eight deviations. They are kept; somebody has to know.
 */
public final class Outliers {

    private static final double DEVIATIONS_MIN = 8;
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
        double usual = Math.max(NORMAL_MAD * Location.median(distances), 0.01 * mean(distances));
        long far = Arrays.stream(distances)
                .filter(distance -> usual > 0 && distance > DEVIATIONS_MIN * usual)
                .count();
        return far <= Math.max(1, SHARE_MAX * values.length) ? (int) far : 0;
    }

    /** From the median of the four neighbours, so many values apart, and itself. */
    private static double[] distances(double[] values, int apart) {
        double[] distances = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double[] near = new double[5];
            int count = 0;
            for (int k = -2; k <= 2; k++) {
                int other = i + k * apart;
                if (other >= 0 && other < values.length) {
                    near[count++] = values[other];
                }
            }
            distances[i] = Math.abs(values[i] - Location.median(Arrays.copyOf(near, count)));
        }
        return distances;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
