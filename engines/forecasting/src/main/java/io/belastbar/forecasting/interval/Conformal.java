package io.belastbar.forecasting.interval;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Intervals from the errors that the same method made in the past: Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random World" (2005).
 * Errors of all horizons are divided by their scale and pooled. Of fewer than a level needs, Student's t widens it.
 */
public final class Conformal {

    private final ErrorScale scale;

    /** Sorted, in units of the scale. */
    private final double[] sizes;

    public Conformal(double[][] errors) {
        this.scale = ErrorScale.of(errors);
        double[] all =
                new double[Arrays.stream(errors).mapToInt(row -> row.length).sum()];
        int n = 0;
        for (double[] row : errors) {
            for (int h = 0; h < row.length; h++) {
                if (!Double.isNaN(row[h])) {
                    all[n++] = scale.a() == 0 ? 0 : Math.abs(row[h]) / scale.at(h + 1);
                }
            }
        }
        this.sizes = Arrays.copyOf(all, n);
        Arrays.sort(sizes);
    }

    public int errors() {
        return sizes.length;
    }

    /** How many errors show an interval of this level at all: 39 for 95 percent, both ends counted. */
    public static int needed(double level) {
        return (int) Math.ceil(2 / (1 - level) - 1 - 1e-9);
    }

    /** How far the interval reaches to both sides. */
    public double half(int ahead, double level) {
        return scale.at(ahead) * factor(level);
    }

    public ErrorScale scale() {
        return scale;
    }

    private double factor(double level) {
        int n = sizes.length;
        if (n == 0 || scale.a() == 0) {
            return 0;
        }
        int rank = (int) Math.ceil((n + 1) * level);
        if (n >= needed(level)) {
            return sizes[Math.min(n, rank) - 1];
        }
        double squares = Arrays.stream(sizes).map(size -> size * size).sum();
        double t = TDistribution.of(Math.max(1, n - 1)).inverseCumulativeProbability((1 + level) / 2);
        return Math.max(sizes[Math.min(n, rank) - 1], t * Math.sqrt(squares / n * (1 + 1.0 / n)));
    }
}
