package io.belastbar.budget.statistics;

import io.belastbar.contracts.ObjectiveVerdict;

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

    private ShareJudgement() {}

    /** The smallest sample that can show that at most a share {@code q} is bad. */
    public static long smallestSample(double q) {
        return q <= 0 ? Long.MAX_VALUE : Math.max(1, (long) Math.ceil(Math.log(ALPHA) / Math.log1p(-Math.min(q, 1))));
    }

    /**
     * Judges a sample.
     *
     * @param kept whether the sample itself keeps the promise
     * @param bad how many are bad, at least and at most
     */
    public static ObjectiveVerdict judge(boolean kept, Range bad, long n, double q) {
        var enough = n >= smallestSample(q);
        if (kept) {
            var sure = q <= 0 || BinomialTail.atMost(bad.most(), n, q) <= ALPHA;
            return sure ? ObjectiveVerdict.PASS : enough ? ObjectiveVerdict.WARN : ObjectiveVerdict.INCONCLUSIVE;
        }
        var sure = BinomialTail.atLeast(bad.least(), n, q) <= ALPHA;
        return sure || enough ? ObjectiveVerdict.FAIL : ObjectiveVerdict.INCONCLUSIVE;
    }

    /** A count that is known between two bounds. */
    public record Range(long least, long most) {
        public static Range exactly(long count) {
            return new Range(count, count);
        }
    }
}
