package io.belastbar.change.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Series that are made, so that it is known whether they changed. All lie about 100; a seed gives the same ones again.
 *
 * @param length values of each
 * @param seed of all of them
 */
public record Simulated(int length, long seed) {

    private static final double LEVEL = 100;
    private static final int WEEK = 7;
    private static final int WARM_UP = 200;

    /** A stationary autoregression of order 1 whose values deviate by 5 %. */
    public List<NamedSeries> autoregressive(int series, double phi) {
        return all(series, "ar " + phi, random -> autoregression(phi, 5, random::nextGaussian));
    }

    /** Two values of three are equal, as times in whole milliseconds are. */
    public List<NamedSeries> tied(int series) {
        return all(series, "tied", random -> new Random(random.nextLong())
                .ints(length, 0, 6)
                .mapToDouble(drawn -> LEVEL + Math.max(0, drawn - 3))
                .toArray());
    }

    /** Independent, and 15 % more on two of seven days. */
    public List<NamedSeries> weekly(int series) {
        return all(series, "weekly", random -> {
            double[] values = autoregression(0, 3, random::nextGaussian);
            for (int i = 0; i < length; i++) {
                values[i] *= i % WEEK < 2 ? 1.15 : 1;
            }
            return values;
        });
    }

    /** Every twentieth value is three times as large. */
    public List<NamedSeries> withOutliers(int series) {
        return all(series, "outliers", random -> Arrays.stream(autoregression(0, 5, random::nextGaussian))
                .map(value -> random.nextInt(20) == 0 ? 3 * value : value)
                .toArray());
    }

    /** Rising from the first value to the last, by a share of the level; the values deviate by 3 %. */
    public List<NamedSeries> drifting(int series, double share) {
        return all(series, "drift", random -> {
            double[] values = autoregression(0, 3, random::nextGaussian);
            for (int i = 0; i < length; i++) {
                values[i] *= 1 + share * i / (length - 1.0);
            }
            return values;
        });
    }

    /** Higher by a share from one value on; the values deviate by so many percent. */
    public List<NamedSeries> stepped(int series, double share, int at, double percent) {
        return all(series, "step", random -> {
            double[] values = autoregression(0, percent, random::nextGaussian);
            for (int i = at; i < length; i++) {
                values[i] *= 1 + share;
            }
            return values;
        });
    }

    private interface Maker {
        double[] make(Random random);
    }

    private List<NamedSeries> all(int series, String name, Maker maker) {
        return IntStream.range(0, series)
                .mapToObj(i -> new NamedSeries(name + " " + i, maker.make(new Random(seed * 1_000_003 + i))))
                .toList();
    }

    private double[] autoregression(double phi, double percent, DoubleSupplier innovations) {
        double[] values = new double[length];
        double value = 0;
        for (int i = -WARM_UP; i < length; i++) {
            value = phi * value + Math.sqrt(1 - phi * phi) * innovations.getAsDouble();
            if (i >= 0) {
                values[i] = LEVEL + percent * value;
            }
        }
        return values;
    }
}
