package io.belastbar.capacity.cost.scalability;

/** What test runs show of how far a system can grow as it is. */
public sealed interface Ceiling {

    /**
     * The ceiling was neared.
     *
     * @param law that fits best
     * @param peakLoad above which throughput falls; infinite if nothing shows that it would
     * @param throughput the ceiling, a second
     * @param lower of the 95 % interval by profile likelihood
     * @param upper of it
     * @param highestLoad that was tried
     */
    record Shown(ScalabilityLaw law, double peakLoad, double throughput, double lower, double upper, double highestLoad)
            implements Ceiling {}

    /**
     * The runs do not say where it lies.
     *
     * @param reason why not
     * @param loads how many different ones were tried
     * @param highestLoad that was tried; 0 without runs
     * @param highestThroughput that was reached; 0 without runs: the ceiling is not lower
     * @param nextLoad to try
     */
    record NotShown(Reason reason, int loads, double highestLoad, double highestThroughput, double nextLoad)
            implements Ceiling {}

    /** Why a ceiling is not shown. */
    enum Reason {
        /** No run was found and none was posted. */
        NO_RUNS,
        /** Three parameters need at least four loads. */
        FEW_LOADS,
        /** Throughput grows with load as if for ever. */
        STILL_GROWING,
        /** The points scatter too much, or end too early, for a useful interval. */
        UNCERTAIN
    }
}
