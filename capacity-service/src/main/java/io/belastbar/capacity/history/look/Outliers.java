package io.belastbar.capacity.history.look;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Values that lie far from those around them: Hampel's identifier ("The Influence Curve and its Role in Robust Estimation", JASA
 * 69, 1974) with the median of the fifteen values around each, and the median absolute deviation of the whole series as the
 * scale, which a rise or a season does not widen. They are shown; nothing is left out because of them.
 */
final class Outliers {

    static final double DISTANCE_MIN = 6;

    private static final int BESIDE = 7;
    private static final int VALUES_MIN = 8;
    private static final double NORMAL = 1.4826;
    private static final double NORMAL_MEAN = 1.2533;

    private Outliers() {}

    /** The places of the outliers. Few values have none: nobody could say what is usual. */
    static int[] of(double[] values) {
        if (values.length < VALUES_MIN) {
            return new int[0];
        }
        var distances = new double[values.length];
        Arrays.setAll(distances, i -> Math.abs(values[i] - around(values, i)));
        double scale = NORMAL * median(distances.clone());
        if (scale == 0) {
            scale = NORMAL_MEAN * Arrays.stream(distances).average().orElse(0);
        }
        double limit = DISTANCE_MIN * scale;
        return IntStream.range(0, values.length)
                .filter(i -> distances[i] > limit)
                .toArray();
    }

    /** As many on either side: else a rise would be far from what surrounds its ends. */
    private static double around(double[] values, int index) {
        int beside = Math.min(BESIDE, Math.min(index, values.length - 1 - index));
        return median(Arrays.copyOfRange(values, index - beside, index + beside + 1));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
