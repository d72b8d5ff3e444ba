package io.belastbar.plans.index.advice;

/**
 * From when on an index is worth its writes.
 *
 * @param pagesMin smallest table, in pages of 8 KiB: reading a smaller one whole is cheap
 * @param gainMin blocks without the index ÷ blocks with it
 * @param goodEnough how many times the blocks of its best index a statement may read, so that one index serves several;
 *     pganalyze's index selection takes 1.5
 * @param keysMax most keys of one index
 */
public record AdvisorLimits(long pagesMin, double gainMin, double goodEnough, int keysMax) {
    public static final AdvisorLimits DEFAULT = new AdvisorLimits(32, 1.5, 1.15, 5);
}
