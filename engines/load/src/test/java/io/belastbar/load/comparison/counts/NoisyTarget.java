package io.belastbar.load.comparison.counts;

import java.util.SplittableRandom;

/**
 * A target on a machine that is not quiet. Whole runs lie apart, the level of one second resembles the next, it drifts,
 * and now and then a neighbour is busy for some seconds.
 *
 * @param betweenRuns standard deviation of a whole run's level
 * @param levelDeviation of one second's level within a run
 * @param correlation of the level of one second with the next
 * @param burstsPerMinute of a neighbour; each takes 2 to 6 seconds and makes answers 1.3 to 2.5 times as slow
 * @param drift the largest by which the level of a run grows or shrinks from its start to its end
 */
public record NoisyTarget(
        double betweenRuns, double levelDeviation, double correlation, double burstsPerMinute, double drift) {

    private static final double MEDIAN_MICROS = 20_000;
    private static final double SPREAD = 0.5;

    /** One of many, each with its own noise: runs 1 to 5 % apart. */
    public static NoisyTarget any(SplittableRandom random) {
        return new NoisyTarget(
                random.nextDouble(0.01, 0.05),
                random.nextDouble(0.02, 0.08),
                random.nextDouble(0.2, 0.8),
                random.nextBoolean() ? 1 : 0,
                0.03);
    }

    /** On a machine of its own: runs 1.5 % apart, no neighbour. */
    public static NoisyTarget quiet() {
        return new NoisyTarget(0.015, 0.03, 0.5, 0, 0.01);
    }

    /** @param factor by which this run is slower at every quantile */
    public SecondCounts run(SplittableRandom random, int seconds, int perSecond, double factor) {
        SecondCounts.Builder builder = new SecondCounts.Builder(seconds);
        double whole = Math.log(factor) + betweenRuns * random.nextGaussian();
        double slope = random.nextDouble(-drift, Math.nextUp(drift)) / seconds;
        double level = levelDeviation * random.nextGaussian();
        double slowed = 0;
        int burst = 0;
        for (int second = 0; second < seconds; second++) {
            level = correlation * level
                    + Math.sqrt(1 - correlation * correlation) * levelDeviation * random.nextGaussian();
            if (burst == 0 && random.nextDouble() < burstsPerMinute / 60) {
                burst = random.nextInt(2, 7);
                slowed = Math.log(random.nextDouble(1.3, 2.5));
            }
            double now = whole + level + slope * (second - seconds / 2.0) + (burst > 0 ? slowed : 0);
            burst = Math.max(0, burst - 1);
            for (int request = 0; request < perSecond; request++) {
                builder.add(second, Math.round(MEDIAN_MICROS * Math.exp(SPREAD * random.nextGaussian() + now)));
            }
        }
        return builder.build();
    }
}
