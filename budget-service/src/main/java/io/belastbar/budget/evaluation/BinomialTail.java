package io.belastbar.budget.evaluation;

/** Tail probabilities of the binomial distribution: exact where it matters, normal where n is large. */
final class BinomialTail {

    /** From this variance on the normal approximation with continuity correction is right to about three digits. */
    private static final double VARIANCE_LARGE = 2_500;

    private BinomialTail() {}

    /** Probability of {@code k} or fewer among {@code n} when each comes with probability {@code q}. */
    static double atMost(long k, long n, double q) {
        if (k < 0) {
            return 0;
        }
        if (k >= n || q <= 0) {
            return 1;
        }
        if (q >= 1) {
            return 0;
        }
        var variance = n * q * (1 - q);
        return variance > VARIANCE_LARGE
                ? standardNormal((k + 0.5 - n * q) / Math.sqrt(variance))
                : Math.min(1, sum(k, n, q));
    }

    /** Probability of {@code k} or more among {@code n}. */
    static double atLeast(long k, long n, double q) {
        return atMost(n - k, n, 1 - q);
    }

    private static double sum(long k, long n, double q) {
        var logOdds = Math.log(q) - Math.log1p(-q);
        var logTerm = n * Math.log1p(-q);
        var sum = Math.exp(logTerm);
        for (long i = 0; i < k; i++) {
            logTerm += Math.log((double) (n - i) / (i + 1)) + logOdds;
            sum += Math.exp(logTerm);
        }
        return sum;
    }

    /** Distribution function of the standard normal; Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
    private static double standardNormal(double z) {
        var t = 1 / (1 + 0.2316419 * Math.abs(z));
        var polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        var upper = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
        return z > 0 ? 1 - upper : upper;
    }
}
