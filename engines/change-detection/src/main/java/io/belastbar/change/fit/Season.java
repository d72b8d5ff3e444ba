package io.belastbar.change.fit;

import java.util.Arrays;

/**
 * What comes back again and again, as weekdays do: the period whose phases differ by more than chance, after the slow part of
 * the series is taken away by a centred moving average over one period (the classical decomposition). A period is taken if it
 * lowers Schwarz's criterion, "Estimating the dimension of a model", Ann. Statist. 6 (1978).
 *
 * @param period in values; 0 if there is none
 * @param offsets how far each phase lies from the mean of all, in the values' unit
 */
public record Season(int period, double[] offsets) {

    private static final Season NONE = new Season(0, new double[0]);

    /** Fewer periods show no season. */
    private static final int PERIODS_MIN = 3;

    /** The period itself is chosen among many, and so is worth some parameters more. */
    private static final int CHOICE = 2;

    private static final double VARIANCE_MIN = 1e-9;

    public static Season of(double[] values) {
        var best = NONE;
        double gainMax = 0;
        double[] sums = sums(values);
        for (int period = 2; period <= values.length / PERIODS_MIN; period++) {
            double[] rest = withoutSlow(values, sums, period);
            double[] offsets = offsets(rest, period);
            double gain = gain(rest, offsets) - (period + CHOICE) * Math.log(values.length);
            if (gain > gainMax) {
                gainMax = gain;
                best = new Season(period, offsets);
            }
        }
        return best;
    }

    /** The values without their season. */
    public double[] removedFrom(double[] values) {
        double[] rest = values.clone();
        for (int i = 0; period > 0 && i < rest.length; i++) {
            rest[i] -= offsets[i % period];
        }
        return rest;
    }

    /** Not a number where the moving average reaches over an end. */
    private static double[] withoutSlow(double[] values, double[] sums, int period) {
        double[] rest = new double[values.length];
        Arrays.fill(rest, Double.NaN);
        int half = period / 2;
        for (int i = half; i + half < values.length; i++) {
            double sum = sums[i + half + 1] - sums[i - half];
            if (period % 2 == 0) {
                sum -= (values[i - half] + values[i + half]) / 2;
            }
            rest[i] = values[i] - sum / period;
        }
        return rest;
    }

    private static double[] offsets(double[] rest, int period) {
        double[] offsets = new double[period];
        int[] counts = new int[period];
        for (int i = 0; i < rest.length; i++) {
            if (!Double.isNaN(rest[i])) {
                offsets[i % period] += rest[i];
                counts[i % period]++;
            }
        }
        double mean = 0;
        for (int phase = 0; phase < period; phase++) {
            offsets[phase] /= counts[phase];
            mean += offsets[phase] / period;
        }
        for (int phase = 0; phase < period; phase++) {
            offsets[phase] -= mean;
        }
        return offsets;
    }

    private static double gain(double[] rest, double[] offsets) {
        double all = 0;
        double left = 0;
        int n = 0;
        for (int i = 0; i < rest.length; i++) {
            if (!Double.isNaN(rest[i])) {
                double deviation = rest[i] - offsets[i % offsets.length];
                all += rest[i] * rest[i];
                left += deviation * deviation;
                n++;
            }
        }
        return all < VARIANCE_MIN ? 0 : n * Math.log(all / Math.max(left, VARIANCE_MIN * all));
    }

    private static double[] sums(double[] values) {
        double[] sums = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        return sums;
    }
}
