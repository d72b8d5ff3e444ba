package io.belastbar.load.comparison.statistics;

import io.belastbar.load.comparison.counts.SecondCounts;

/**
 * The difference of two error rates: Newcombe's interval from two Wilson scores ("Interval estimation for the difference
 * between independent proportions", method 10, Statistics in Medicine 17, 1998). It holds with no errors at all. Errors
 * come in bursts; with seconds known, the requests are counted as so many fewer as their bursts make them worth.
 */
public final class ErrorRates {

    private static final double Z = 1.959964;

    private ErrorRates() {}

    /** Of the other run's rate minus the baseline's, each from 0 to 1. */
    public static Interval difference(SecondCounts baseline, SecondCounts other) {
        double first = rate(baseline);
        double second = rate(other);
        Interval a = wilson(first, effectiveRequests(baseline));
        Interval b = wilson(second, effectiveRequests(other));
        double difference = second - first;
        return new Interval(
                difference - Math.hypot(second - b.low(), a.high() - first),
                difference + Math.hypot(b.high() - second, first - a.low()));
    }

    public static double rate(SecondCounts counts) {
        return counts.totalRequests() == 0 ? 0 : (double) counts.totalErrors() / counts.totalRequests();
    }

    static Interval wilson(double rate, double requests) {
        double z2 = Z * Z / requests;
        double middle = (rate + z2 / 2) / (1 + z2);
        double half = Z / (1 + z2) * Math.sqrt(rate * (1 - rate) / requests + z2 / (4 * requests));
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    private static double effectiveRequests(SecondCounts counts) {
        double requests = Math.max(1, counts.totalRequests());
        double rate = rate(counts);
        if (counts.seconds() < 2 || rate == 0 || rate == 1) {
            return requests;
        }
        double[] excess = new double[counts.seconds()];
        for (int second = 0; second < excess.length; second++) {
            excess[second] = counts.errors(second) - rate * counts.requests(second);
        }
        int block = BlockLength.of(excess);
        double[] covariance = BlockLength.autocovariance(excess, block - 1);
        double variance = covariance[0];
        for (int lag = 1; lag < covariance.length; lag++) {
            variance += 2 * (1 - (double) lag / block) * covariance[lag];
        }
        double ofSum = variance * excess.length;
        return requests / Math.max(1, ofSum / (requests * rate * (1 - rate)));
    }
}
