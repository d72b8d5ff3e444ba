package io.belastbar.load.comparison.statistics;

import io.belastbar.load.comparison.counts.CountGrid;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws single requests with replacement, for a run of which only the distribution is known. A quantile of such a draw
 * lies where an order statistic of as many uniform numbers lies, which is Beta-distributed (David &amp; Nagaraja, Order
 * Statistics, 2.2): no request need be drawn. Takes requests for independent, so it promises too much when they are not.
 */
final class MultinomialResampler implements Resampler {

    private final CountGrid grid;
    private final int[] total;
    private final double[] shares;
    private final double requests;

    MultinomialResampler(CountGrid grid, double[] shares) {
        this.grid = grid;
        this.total = Arrays.stream(grid.total()).mapToInt(Math::toIntExact).toArray();
        this.shares = shares;
        this.requests = Arrays.stream(grid.total()).sum();
    }

    @Override
    public double draw(RandomGenerator random, double[] quantiles) {
        double[] drawn = new double[1];
        for (int index = 0; index < shares.length; index++) {
            double rank = Math.clamp(Math.ceil(shares[index] * requests), 1, requests);
            double below = gamma(random, rank);
            double share = below / (below + gamma(random, requests - rank + 1));
            grid.quantiles(total, new double[] {share}, drawn);
            quantiles[index] = Math.log(drawn[0]);
        }
        return Math.max(0, 1 + random.nextGaussian() / Math.sqrt(requests));
    }

    @Override
    public double[] widening() {
        double[] none = new double[shares.length];
        Arrays.fill(none, 1);
        return none;
    }

    @Override
    public int blockSeconds() {
        return 0;
    }

    @Override
    public double pieces() {
        return 0;
    }

    /** Marsaglia &amp; Tsang, "A simple method for generating gamma variables" (2000); the shape is at least 1. */
    static double gamma(RandomGenerator random, double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
