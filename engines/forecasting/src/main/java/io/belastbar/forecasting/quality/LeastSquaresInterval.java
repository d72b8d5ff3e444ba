package io.belastbar.forecasting.quality;

import org.apache.commons.statistics.distribution.TDistribution;

/** The prediction interval of a line by least squares: Montgomery, Peck, Vining, "Introduction to Linear Regression Analysis", section 2.5. */
record LeastSquaresInterval(int n, double mean, double slope, double squaresOfTime, double deviation) {

    static LeastSquaresInterval of(double[] values) {
        int n = values.length;
        double middle = (n - 1) / 2.0;
        double mean = 0;
        double product = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            mean += values[i] / n;
        }
        for (int i = 0; i < n; i++) {
            product += (i - middle) * (values[i] - mean);
            square += (i - middle) * (i - middle);
        }
        double slope = product / square;
        double rest = 0;
        for (int i = 0; i < n; i++) {
            double error = values[i] - mean - slope * (i - middle);
            rest += error * error;
        }
        return new LeastSquaresInterval(n, mean, slope, square, Math.sqrt(rest / (n - 2)));
    }

    boolean holds(int ahead, double value, double level) {
        double from = (n - 1) / 2.0 + ahead;
        double t = TDistribution.of(n - 2).inverseCumulativeProbability((1 + level) / 2);
        double half = t * deviation * Math.sqrt(1 + 1.0 / n + from * from / squaresOfTime);
        return Math.abs(value - mean - slope * from) <= half;
    }
}
