package io.belastbar.plans;

/**
 * Rows of all loops together. PostgreSQL prints a mean per loop: a whole number before version 18, two decimals from
 * there, so that many loops hide rows. 0 of 100,000 loops may be 50,000 rows.
 *
 * @param value the printed mean × loops
 * @param uncertainty how far the true count may be away on either side; 0 if it is exact
 */
public record RowCount(double value, double uncertainty) {

    public static final RowCount NONE = new RowCount(0, 0);

    /** The rows that a printed mean stands for. */
    static RowCount of(String printedMean, double loops) {
        double mean = Double.parseDouble(printedMean);
        double rounding = printedMean.contains(".") ? 0.005 : 0.5;
        return new RowCount(mean * loops, loops > 1 ? rounding * loops : 0);
    }

    public RowCount plus(RowCount other) {
        return new RowCount(value + other.value, uncertainty + other.uncertainty);
    }

    /** The fewest rows that it can be. */
    public double min() {
        return Math.max(0, value - uncertainty);
    }

    /** The most rows that it can be. */
    public double max() {
        return value + uncertainty;
    }

    public boolean isExact() {
        return uncertainty == 0;
    }

    /** Whether the rounding matters: the count may be wrong by more than a tenth. */
    public boolean isUncertain() {
        return uncertainty > value / 10;
    }
}
