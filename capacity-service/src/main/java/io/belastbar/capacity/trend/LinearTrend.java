package io.belastbar.capacity.trend;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A straight line through points by ordinary least squares, with Student's t prediction interval for one further
 * observation: Montgomery, Peck, Vining, "Introduction to Linear Regression Analysis", section 2.5.
 *
 * <p>Sums are taken around the means, so that large coordinates with small differences lose no digits.
 */
public final class LinearTrend {
    /** Two points always lie on a line; a third is needed to say how well they do. */
    public static final int POINTS_MIN = 3;

    private final int points;
    private final double meanX;
    private final double meanY;
    private final double sumSquaresX;
    private final double sumSquaresY;
    private final double slope;
    private final double sumSquaresResiduals;

    private LinearTrend(double[] x, double[] y) {
        points = x.length;
        meanX = mean(x);
        meanY = mean(y);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < points; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        sumSquaresX = xx;
        sumSquaresY = yy;
        slope = xy / xx;
        double residuals = 0;
        for (int i = 0; i < points; i++) {
            double residual = y[i] - predict(x[i]);
            residuals += residual * residual;
        }
        sumSquaresResiduals = residuals;
    }

    /** Fits a line; at least {@link #POINTS_MIN} finite points, not all with the same x. */
    public static LinearTrend fit(double[] x, double[] y) {
        if (x.length != y.length || x.length < POINTS_MIN) {
            throw new IllegalArgumentException(
                    "a trend needs at least %d points: was %d".formatted(POINTS_MIN, x.length));
        }
        LinearTrend trend = new LinearTrend(x, y);
        if (!Double.isFinite(trend.slope) || !Double.isFinite(trend.sumSquaresResiduals)) {
            throw new IllegalArgumentException("a trend needs finite points with different x");
        }
        return trend;
    }

    public double slope() {
        return slope;
    }

    public double intercept() {
        return meanY - slope * meanX;
    }

    public double predict(double x) {
        return meanY + slope * (x - meanX);
    }

    public double residualStandardDeviation() {
        return Math.sqrt(sumSquaresResiduals / degreesOfFreedom());
    }

    public double slopeStandardError() {
        return residualStandardDeviation() / Math.sqrt(sumSquaresX);
    }

    public double interceptStandardError() {
        return residualStandardDeviation() * Math.sqrt(1.0 / points + meanX * meanX / sumSquaresX);
    }

    /** The share of the variance that the line explains; 1 when there is no variance. */
    public double rSquared() {
        return sumSquaresY == 0 ? 1 : 1 - sumSquaresResiduals / sumSquaresY;
    }

    /** Half the width of the slope's confidence interval. */
    public double slopeMargin(double confidence) {
        return quantile(confidence) * slopeStandardError();
    }

    /** Half the width of the interval in which one further observation at x lies with this confidence. */
    public double predictionMargin(double x, double confidence) {
        double distance = x - meanX;
        double spread = 1 + 1.0 / points + distance * distance / sumSquaresX;
        return quantile(confidence) * residualStandardDeviation() * Math.sqrt(spread);
    }

    /** Whether the slope's confidence interval lies above zero. */
    public boolean growsFor(double confidence) {
        return slope - slopeMargin(confidence) > 0;
    }

    private double quantile(double confidence) {
        return TDistribution.of(degreesOfFreedom()).inverseCumulativeProbability((1 + confidence) / 2);
    }

    private int degreesOfFreedom() {
        return points - 2;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
