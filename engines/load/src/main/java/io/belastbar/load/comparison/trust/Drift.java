package io.belastbar.load.comparison.trust;

import io.belastbar.load.comparison.counts.CountGrid;
import io.belastbar.load.comparison.counts.SecondCounts;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Whether the median of a run rose or fell from its start to its end: caches that grow warm, memory that fills. Such a run
 * has no level of its own, and what it is compared with depends on how long both lasted. The slope of a straight line
 * through the medians of the seconds, with its standard error widened for seconds that resemble their neighbours.
 */
public final class Drift {

    private static final int SECONDS_MIN = 10;
    private static final int REQUESTS_MIN = 5;
    private static final double RELEVANT = 0.05;
    // Far out, since every run is looked at: once in 15,000 level runs.
    private static final double DEVIATIONS_MIN = 4;

    private final double[] levels;
    private double slope;
    private double standardError;

    private Drift(double[] levels) {
        this.levels = levels;
        fit();
    }

    /** By how much the median changed from the first to the last second, as a share; empty if it is level, or a ramp. */
    public static OptionalDouble of(SecondCounts counts) {
        CountGrid grid = counts.timed() == 0 ? null : CountGrid.of(counts);
        if (grid == null || grid.phases() > 1 || grid.seconds() < SECONDS_MIN) {
            return OptionalDouble.empty();
        }
        double[] levels = levels(grid);
        return levels.length < SECONDS_MIN ? OptionalDouble.empty() : new Drift(levels).found();
    }

    private static double[] levels(CountGrid grid) {
        double[] levels = new double[grid.seconds()];
        int size = 0;
        double[] median = new double[1];
        for (int second = 0; second < levels.length; second++) {
            int[] counts = new int[grid.bins()];
            grid.addRange(second, second + 1, counts);
            if (Arrays.stream(counts).sum() >= REQUESTS_MIN) {
                grid.quantiles(counts, new double[] {0.5}, median);
                levels[size++] = Math.log(median[0]);
            }
        }
        return Arrays.copyOf(levels, size);
    }

    private void fit() {
        int n = levels.length;
        double middle = (n - 1) / 2.0;
        double mean = Arrays.stream(levels).average().orElse(0);
        double spread = 0;
        for (int at = 0; at < n; at++) {
            slope += (at - middle) * (levels[at] - mean);
            spread += (at - middle) * (at - middle);
        }
        slope /= spread;
        double squares = 0;
        double neighbours = 0;
        double before = 0;
        for (int at = 0; at < n; at++) {
            double residual = levels[at] - mean - slope * (at - middle);
            squares += residual * residual;
            neighbours += at == 0 ? 0 : residual * before;
            before = residual;
        }
        // A line takes two of the degrees of freedom, and makes neighbours look more alike than they are.
        double correlation = squares == 0 ? 0 : Math.clamp(neighbours / squares + 4.0 / n, 0, 0.95);
        double inflation = (1 + correlation) / (1 - correlation);
        standardError = Math.sqrt(squares / (n - 2) * inflation / spread);
    }

    private OptionalDouble found() {
        double change = Math.expm1(slope * (levels.length - 1));
        boolean shown = Math.abs(slope) > DEVIATIONS_MIN * standardError;
        return shown && Math.abs(change) >= RELEVANT ? OptionalDouble.of(change) : OptionalDouble.empty();
    }
}
