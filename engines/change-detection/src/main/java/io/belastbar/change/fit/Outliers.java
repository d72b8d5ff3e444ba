package io.belastbar.change.fit;

import io.belastbar.change.rank.Location;
import java.util.Arrays;

/**
 * Takes single values back that lie far from their neighbours, so that a fit by least squares is not theirs alone: to at most four
 * deviations from the median of seven values (Hampel's identifier; Davies and Gather, "The identification of multiple outliers", JASA
 * 88 (1993)). The deviation is that of the differences of neighbours, which neither a step nor a trend widens.
 */
final class Outliers {

    private static final int NEIGHBOURS = 3;
    private static final double DEVIATIONS_MAX = 4;

    /** A normal sample's standard deviation over the median of its absolute deviations. */
    private static final double NORMAL_MAD = 1.4826;

    private Outliers() {}

    static double[] clipped(double[] values) {
        double[] clipped = values.clone();
        double most = DEVIATIONS_MAX * deviation(values);
        for (int i = 0; most > 0 && i < values.length; i++) {
            double middle = Location.median(Arrays.copyOfRange(
                    values, Math.max(0, i - NEIGHBOURS), Math.min(values.length, i + NEIGHBOURS + 1)));
            clipped[i] = Math.clamp(values[i], middle - most, middle + most);
        }
        return clipped;
    }

    private static double deviation(double[] values) {
        if (values.length < 2) {
            return 0;
        }
        double[] differences = new double[values.length - 1];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = Math.abs(values[i + 1] - values[i]);
        }
        return NORMAL_MAD * Location.median(differences) / Math.sqrt(2);
    }
}
