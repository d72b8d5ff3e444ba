package io.belastbar.quantity.share;

/**
 * Judges a promise of the form "at most a share {@code q} of requests is bad" from a sample. A percentile is such a
 * promise (p95 ≤ L says: at most 5 % take longer than L), an error rate is another.
 *
 * <p>A sample of n can support the promise at all only if n good requests in a row would be surprising otherwise:
 * (1 − q)^n ≤ 0.05, that is n ≥ ln 0.05 / ln(1 − q): 59 for a p95, 299 for a p99, 2,995 for an error rate of 0.1 %.
 * This is the distribution-free bound of Wilks (1941), "Determination of Sample Sizes for Setting Tolerance Limits",
 * Ann. Math. Statist. 12(1); David and Nagaraja, Order Statistics, 3rd ed., section 7.1. For q = 0.001 it is the rule
 * of three (Hanley and Lippman-Hand, JAMA 1983). With fewer, the verdict is INCONCLUSIVE unless so many are bad that
 * chance cannot explain it.
 *
 * <p>Error: requests of one run are correlated, so the true confidence is somewhat below the nominal 95 %.
 */
public final class ShareJudgement {

    /** One-sided error probability. */
    public static final double ALPHA = 0.05;

    /** A share such as 1 − 0.95 is no exact fraction. */
    private static final double ROUNDING = 1e-9;

    private ShareJudgement() {}

    /** The smallest sample that can show that at most a share {@code q} is bad. */
    public static long smallestSample(double q) {
        return q <= 0 ? Long.MAX_VALUE : Math.max(1, (long) Math.ceil(Math.log(ALPHA) / Math.log1p(-Math.min(q, 1))));
    }

    /**
     * Judges a sample: one that keeps the promise is a PASS if it can hardly be chance, and one that misses it is a FAIL
     * if it can hardly be chance or if it is large enough to decide by what it shows.
     *
     * @param kept whether the sample itself keeps the promise
     * @param bad how many are bad, at least and at most
     */
    public static Verdict judge(boolean kept, Range bad, long n, double q) {
        var enough = n >= smallestSample(q);
        var sure = sure(kept, bad, n, q);
        if (kept) {
            return sure ? Verdict.PASS : enough ? Verdict.WARN : Verdict.INCONCLUSIVE;
        }
        return sure || enough ? Verdict.FAIL : Verdict.INCONCLUSIVE;
    }

    /** Whether chance alone can hardly explain what the sample shows, with 95 % confidence. */
    public static boolean sure(boolean kept, Range bad, long n, double q) {
        return kept
                ? q <= 0 || BinomialTail.atMost(bad.most(), n, q) <= ALPHA
                : BinomialTail.atLeast(bad.least(), n, q) <= ALPHA;
    }

    /** How many of n may be bad at most, where as large a share as {@code q} may be. */
    public static long allowed(long n, double q) {
        return (long) Math.floor(n * q + ROUNDING);
    }

    /** How many of n may be bad where the share must stay below {@code q}. */
    public static long allowedBelow(long n, double q) {
        return Math.max(0, (long) Math.ceil(n * q - ROUNDING) - 1);
    }

    /** What a sample says about a promise. */
    public enum Verdict {
        /** Kept, with 95 % confidence. */
        PASS,
        /** Kept in this sample, not with 95 % confidence. */
        WARN,
        /** Too few requests to tell. */
        INCONCLUSIVE,
        /** Missed. */
        FAIL
    }

    /** A count that is known between two bounds. */
    public record Range(long least, long most) {
        public static Range exactly(long count) {
            return new Range(count, count);
        }
    }
}
