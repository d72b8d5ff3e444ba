package io.belastbar.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Maps values to the height of a plot, bottom to top.
 *
 * @param logarithmic by decades, for values that span some
 */
public record Scale(double least, double most, boolean logarithmic, double height) {

    private static final double SPAN_FOR_LOGARITHM = 50;

    /** From zero, up to a round number. */
    public static Scale linear(double most, double height) {
        double step = step(Math.max(most, 1e-9), 3);
        return new Scale(0, Math.max(step, Math.ceil(most / step - 1e-9) * step), false, height);
    }

    /** Logarithmic if the values span more than {@value #SPAN_FOR_LOGARITHM} times. */
    public static Scale ofTimes(double[] values, double height) {
        double[] known = Arrays.stream(values)
                .filter(value -> value > 0 && Double.isFinite(value))
                .sorted()
                .toArray();
        if (known.length == 0) {
            return linear(1, height);
        }
        double most = known[known.length - 1];
        double least = known[0];
        if (most / least < SPAN_FOR_LOGARITHM) {
            return linear(most, height);
        }
        return new Scale(decade(least, false), Math.max(decade(least, false) * 10, decade(most, true)), true, height);
    }

    private static double decade(double value, boolean up) {
        double exponent = Math.log10(value);
        double base = Math.pow(10, Math.floor(exponent));
        if (!up) {
            return base;
        }
        for (double factor : new double[] {1, 2, 5, 10}) {
            if (value <= base * factor * 1.000_001) {
                return base * factor;
            }
        }
        return base * 10;
    }

    /** Distance from the top. */
    public double y(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, least) / least) / Math.log(most / least)
                : (value - least) / (most - least);
        return height * (1 - Math.max(0, Math.min(1, share)));
    }

    /** Where lines go across. */
    public List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = least; tick <= most * 1.001; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double step = step(most, 3);
        for (int n = 0; n * step <= most * 1.001; n++) {
            ticks.add(n * step);
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, so that about this many steps fit. */
    public static double step(double most, int steps) {
        double raw = most / steps;
        double base = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double factor : new double[] {1, 2, 5}) {
            if (raw <= base * factor * 1.000_001) {
                return base * factor;
            }
        }
        return base * 10;
    }
}
