package io.belastbar.load.comparison.statistics;

/** A 95 % confidence interval. */
public record Interval(double low, double high) {

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
