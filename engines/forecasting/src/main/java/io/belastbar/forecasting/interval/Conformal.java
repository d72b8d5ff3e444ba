package io.belastbar.forecasting.interval;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Intervals from the errors that the same method made in the past: Vovk, Gammerman, Shafer, "Algorithmic Learning in a Random World" (2005).
 * Errors of all horizons are divided by their scale and pooled. Of fewer than a level needs, Student's t widens it.
 */
public final class Conformal {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static final int FREEDOM_MIN = 4;

    /** Errors are of the later half of the history, and their stretches overlap. */
    private static final int VALUES_PER_FREEDOM = 4;

    private final ErrorScale scale;

    /** Sorted, in units of the scale. */
    private final double[] sizes;

    private final int freedom;

    private final double luck;

    /**
     * @param errors by origin and by step ahead from 1; NaN where there is none
     * @param luck how much larger errors are than these show; 1 or more
     * @param values of the history; errors of the same half of them are not as many as they seem
     */
    public Conformal(double[][] errors, int values, double luck) {
        this.luck = luck;
        this.scale = ErrorScale.of(errors, Math.max(1, values / 2.0 / Math.max(1, errors.length)));
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
        this.freedom = Math.max(FREEDOM_MIN, values / VALUES_PER_FREEDOM - 1);
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
        return luck * scale.at(ahead) * factor(level);
    }

    /** How much larger errors are than those of the backtest, which chose the method. */
    public double luck() {
        return luck;
    }

    private double factor(double level) {
        int n = sizes.length;
        if (n == 0 || scale.a() == 0) {
            return 0;
        }
        double normal = NORMAL.inverseCumulativeProbability((1 + level) / 2);
        double student = TDistribution.of(freedom).inverseCumulativeProbability((1 + level) / 2);
        int rank = (int) Math.ceil((n + 1) * level);
        double seen = sizes[Math.min(n, rank) - 1];
        double squares = Arrays.stream(sizes).map(size -> size * size).sum();
        double usual = rank > n ? normal * Math.sqrt(squares / n) : 0;
        return Math.max(seen, usual) * student / normal;
    }
}
