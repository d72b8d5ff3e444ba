package io.belastbar.capacity.cost.scalability;

import java.util.function.Function;

/**
 * The parameters inside bounds whose residuals have the least sum of squares, by Levenberg's and Marquardt's damped steps
 * (Marquardt, "An Algorithm for Least-Squares Estimation of Nonlinear Parameters", 1963) with Jacobians by differences.
 * A parameter at a bound that the gradient pushes outwards rests there. For few parameters; deterministic.
 */
final class BoundedLeastSquares {

    private static final int STEPS_MAX = 200;
    private static final double DAMPING_MAX = 1e16;
    private static final double ENOUGH = 1e-14;

    private final Function<double[], double[]> residuals;
    private final double[] lower;
    private final double[] upper;

    BoundedLeastSquares(Function<double[], double[]> residuals, double[] lower, double[] upper) {
        this.residuals = residuals;
        this.lower = lower;
        this.upper = upper;
    }

    /** Where a search ended. */
    record Solution(double[] parameters, double squares) {}

    /** From one start: the nearest least. */
    Solution from(double[] start) {
        double[] at = held(start);
        double[] residual = residuals.apply(at);
        double squares = squares(residual);
        double damping = 1e-3;
        for (int step = 0; step < STEPS_MAX && damping < DAMPING_MAX && squares > 0; step++) {
            double[] next = held(moved(at, residual, damping));
            double[] nextResidual = residuals.apply(next);
            double nextSquares = squares(nextResidual);
            if (nextSquares < squares) {
                boolean done = squares - nextSquares <= ENOUGH * squares;
                at = next;
                residual = nextResidual;
                squares = nextSquares;
                damping = Math.max(1e-12, damping / 10);
                if (done) {
                    break;
                }
            } else {
                damping *= 10;
            }
        }
        return new Solution(at, squares);
    }

    private double[] moved(double[] at, double[] residual, double damping) {
        int count = at.length;
        double[][] slopes = new double[count][];
        for (int j = 0; j < count; j++) {
            slopes[j] = slope(at, residual, j);
        }
        double[][] normal = new double[count][count + 1];
        for (int i = 0; i < count; i++) {
            double pull = -dot(slopes[i], residual);
            boolean resting = at[i] <= lower[i] && pull < 0 || at[i] >= upper[i] && pull > 0;
            for (int j = 0; j < count && !resting; j++) {
                normal[i][j] = dot(slopes[i], slopes[j]) * (i == j ? 1 + damping : 1);
            }
            normal[i][count] = resting ? 0 : pull;
            if (resting || normal[i][i] == 0) {
                normal[i][i] = 1;
            }
        }
        double[] step = solved(normal);
        double[] moved = at.clone();
        for (int i = 0; i < count; i++) {
            moved[i] += Double.isFinite(step[i]) ? step[i] : 0;
        }
        return moved;
    }

    /** Inwards where the parameter stands at its upper bound. */
    private double[] slope(double[] at, double[] residual, int j) {
        double width = 1e-7 * Math.max(Math.abs(at[j]), 1e-4);
        double[] beside = at.clone();
        beside[j] += at[j] + width > upper[j] ? -width : width;
        double[] there = residuals.apply(beside);
        double taken = beside[j] - at[j];
        double[] slope = new double[residual.length];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = (there[i] - residual[i]) / taken;
        }
        return slope;
    }

    /** Gauss' elimination with pivots, of a matrix with its right side as last column. */
    private static double[] solved(double[][] rows) {
        int count = rows.length;
        for (int k = 0; k < count; k++) {
            int pivot = k;
            for (int i = k + 1; i < count; i++) {
                pivot = Math.abs(rows[i][k]) > Math.abs(rows[pivot][k]) ? i : pivot;
            }
            double[] swap = rows[k];
            rows[k] = rows[pivot];
            rows[pivot] = swap;
            for (int i = k + 1; i < count; i++) {
                double times = rows[i][k] / rows[k][k];
                for (int j = k; j <= count; j++) {
                    rows[i][j] -= times * rows[k][j];
                }
            }
        }
        double[] solution = new double[count];
        for (int i = count - 1; i >= 0; i--) {
            double rest = rows[i][count];
            for (int j = i + 1; j < count; j++) {
                rest -= rows[i][j] * solution[j];
            }
            solution[i] = rest / rows[i][i];
        }
        return solution;
    }

    private double[] held(double[] wanted) {
        double[] held = new double[wanted.length];
        for (int i = 0; i < held.length; i++) {
            held[i] = Math.max(lower[i], Math.min(upper[i], wanted[i]));
        }
        return held;
    }

    private static double squares(double[] residual) {
        double sum = dot(residual, residual);
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
