package io.belastbar.load.comparison;

/** What a comparison of one step showed. */
public enum Outcome {
    SLOWER,
    FASTER,
    /** Some quantiles slower, others faster. */
    MIXED,
    NO_DIFFERENCE_SHOWN,
    /** Too few requests for any quantile. */
    TOO_FEW_REQUESTS,
    /** A run does not count: its generator was late. The numbers are there, but conclude nothing. */
    NOT_COMPARABLE
}
