package io.belastbar.budget.statistics;

/**
 * A value and the interval that covers the true one in 95 % of cases.
 *
 * @param low null where no bound can be given
 * @param high null where no bound can be given
 */
public record Interval(double value, Double low, Double high) {

    /** The two-sided 95 % point of the standard normal distribution. */
    public static final double Z = 1.959964;

    public static Interval unknown(double value) {
        return new Interval(value, null, null);
    }

    /**
     * Of a share: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). Good
     * from few observations on, and inside 0 to 1.
     */
    public static Interval ofShare(long count, long n) {
        var share = (double) count / n;
        var z2 = Z * Z;
        var centre = (share + z2 / (2 * n)) / (1 + z2 / n);
        var half = Z / (1 + z2 / n) * Math.sqrt(share * (1 - share) / n + z2 / (4.0 * n * n));
        // Of none and of all, the difference is zero but for what the square root rounds.
        return new Interval(
                share, count == 0 ? 0 : Math.max(0, centre - half), count == n ? 1 : Math.min(1, centre + half));
    }

    /** Of a rate from a count of independent events: the count's standard error is its square root. */
    public static Interval ofRate(double perSecond, double count) {
        if (count <= 0) {
            return unknown(perSecond);
        }
        var half = Z * perSecond / Math.sqrt(count);
        return new Interval(perSecond, Math.max(0, perSecond - half), perSecond + half);
    }

    /** One minus this. */
    public Interval complement() {
        return new Interval(1 - value, high == null ? null : 1 - high, low == null ? null : 1 - low);
    }
}
