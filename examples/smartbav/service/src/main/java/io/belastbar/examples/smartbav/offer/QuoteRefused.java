package io.belastbar.examples.smartbav.offer;

import io.belastbar.faulttolerance.breaker.NotAFailure;

/** The insurer looked at the question and has no tariff for it. It is well, so the breaker must not count this. */
public final class QuoteRefused extends RuntimeException implements NotAFailure {
    public QuoteRefused() {
        super("the insurer has no tariff for this employee and term", null, false, false);
    }
}
