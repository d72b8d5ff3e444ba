package io.belastbar.load.comparison.counts;

import java.util.SplittableRandom;

/**
 * Runs of which the truth is known: log-normal times around a level that wanders from second to second as an
 * autoregressive process of first order.
 *
 * @param correlation of the level of one second with the next
 * @param levelDeviation standard deviation of the level's logarithm
 */
public record SimulatedRuns(int seconds, int perSecond, double correlation, double levelDeviation) {

    private static final double MEDIAN_MICROS = 20_000;
    private static final double SPREAD = 0.5;

    /** A run that is slower by this factor at every quantile. */
    public SecondCounts run(SplittableRandom random, double factor) {
        SecondCounts.Builder builder = new SecondCounts.Builder(seconds);
        double level = random.nextGaussian() * levelDeviation;
        for (int second = 0; second < seconds; second++) {
            level = correlation * level
                    + Math.sqrt(1 - correlation * correlation) * levelDeviation * random.nextGaussian();
            for (int request = 0; request < perSecond; request++) {
                builder.add(
                        second, Math.round(MEDIAN_MICROS * factor * Math.exp(SPREAD * random.nextGaussian() + level)));
            }
        }
        return builder.build();
    }
}
