package io.belastbar.forecasting.quality;

import java.util.Arrays;
import java.util.Random;

/**
 * Short series that are made as weekly measurements look, and what followed them.
 *
 * @param history what a forecast may see
 * @param future what came
 */
public record SimulatedSeries(double[] history, double[] future) {

    private static final int WARM_UP = 100;
    private static final double LEVEL = 100;

    /** How values come about. */
    public enum Kind {
        /** Independent about a level. */
        NOISE,
        /** Each follows the one before (φ = 0.7). */
        AUTOREGRESSION,
        /** Steps add up. */
        WALK,
        /** Steps add up, more of them upward. */
        WALK_WITH_DRIFT,
        /** A line under independent noise. */
        LINE,
        /** Growth by a share of what is there, which varies. */
        COMPOUND,
        /** A level that wanders, under noise as large. */
        NOISY_WALK,
        /** Noise with heavy tails: Student's t with 4 degrees of freedom. */
        HEAVY
    }

    public static SimulatedSeries of(Kind kind, int history, int future, long seed) {
        var random = new Random(seed * 7_919 + kind.ordinal());
        for (int i = 0; i < 20; i++) {
            random.nextGaussian();
        }
        double[] values = new double[WARM_UP + history + future];
        double level = 0;
        double noise = 0;
        for (int i = 0; i < values.length; i++) {
            double step = random.nextGaussian();
            double other = random.nextGaussian();
            noise = 0.7 * noise + step;
            level += kind == Kind.WALK_WITH_DRIFT ? step + 0.5 : kind == Kind.COMPOUND ? 0.01 + 0.02 * step : step;
            values[i] = switch (kind) {
                case NOISE -> step;
                case AUTOREGRESSION -> noise;
                case WALK, WALK_WITH_DRIFT -> level;
                case LINE -> 0.2 * i + step;
                case COMPOUND -> LEVEL * Math.exp(level);
                case NOISY_WALK -> 0.5 * level + other;
                case HEAVY -> step / Math.sqrt(chiSquared(random, 4) / 4);
            };
            values[i] += LEVEL;
        }
        return new SimulatedSeries(
                Arrays.copyOfRange(values, WARM_UP, WARM_UP + history),
                Arrays.copyOfRange(values, WARM_UP + history, values.length));
    }

    private static double chiSquared(Random random, int degrees) {
        double sum = 0;
        for (int i = 0; i < degrees; i++) {
            double value = random.nextGaussian();
            sum += value * value;
        }
        return sum;
    }
}
