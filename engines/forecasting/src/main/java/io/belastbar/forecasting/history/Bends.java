package io.belastbar.forecasting.history;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Whether a line that bends once or twice, as growth that began or ended, tells days better than a line with steps. By Schwarz's criterion, where a
 * place counts as a parameter.
 */
final class Bends {

    /** Days between two bends, and beside an end; a ramp that is steeper is a step. */
    private static final int APART_MIN = 5;

    private static final int GRID = 30;

    private static final double LEAST = 1e-12;

    private Bends() {}

    static boolean tellBetter(double[] days, List<Integer> steps) {
        int n = days.length;
        double[][] columns = new double[steps.size()][];
        Arrays.setAll(columns, i -> column(n, day -> day >= steps.get(i) ? 1 : 0));
        double least = least(days);
        double stepped = criterion(rest(days, columns), least, 2 * steps.size(), n);
        int every = Math.max(1, n / GRID);
        for (int first = APART_MIN; first <= n - APART_MIN; first += every) {
            double[] bend = bend(n, first);
            if (criterion(rest(days, bend), least, 2, n) < stepped) {
                return true;
            }
            for (int second = first + APART_MIN; second <= n - APART_MIN; second += every) {
                if (criterion(rest(days, bend, bend(n, second)), least, 4, n) < stepped) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double[] bend(int n, int at) {
        return column(n, day -> Math.max(0, day - at));
    }

    private static double[] column(int n, IntToDoubleFunction value) {
        double[] column = new double[n];
        Arrays.setAll(column, value);
        return column;
    }

    private static double criterion(double rest, double least, int parameters, int n) {
        return n * Math.log(rest + least) + parameters * Math.log(n);
    }

    private static double least(double[] days) {
        return LEAST * (1 + Arrays.stream(days).map(day -> day * day).sum());
    }

    /** The sum of squares that a line and the columns leave: by Gram and Schmidt. */
    private static double rest(double[] days, double[]... more) {
        int n = days.length;
        double[][] base = new double[2 + more.length][];
        base[0] = column(n, day -> 1);
        base[1] = column(n, day -> (double) day / n);
        System.arraycopy(more, 0, base, 2, more.length);
        double[] rest = days.clone();
        for (int i = 0; i < base.length; i++) {
            base[i] = base[i].clone();
            for (int j = 0; j < i; j++) {
                takeOut(base[i], base[j]);
            }
            takeOut(rest, base[i]);
        }
        return dot(rest, rest);
    }

    private static void takeOut(double[] from, double[] direction) {
        double length = dot(direction, direction);
        double share = length < LEAST ? 0 : dot(from, direction) / length;
        for (int i = 0; i < from.length; i++) {
            from[i] -= share * direction[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
