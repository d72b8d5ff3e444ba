package io.belastbar.quantity.share;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/** Tail probabilities of the binomial distribution, for any number: NIST Digital Library of Mathematical Functions, 8.17.5. */
public final class BinomialTail {

    private BinomialTail() {}

    /** Probability of {@code k} or fewer among {@code n} when each comes with probability {@code q}. */
    public static double atMost(long k, long n, double q) {
        if (k < 0) {
            return 0;
        }
        return k >= n || q <= 0 ? 1 : q >= 1 ? 0 : RegularizedBeta.complement(q, k + 1.0, (double) n - k);
    }

    /** Probability of {@code k} or more among {@code n}. */
    public static double atLeast(long k, long n, double q) {
        return atMost(n - k, n, 1 - q);
    }
}
