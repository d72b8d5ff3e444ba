package io.belastbar.chaos.gameday.machine;

/** How a game day ended. */
public enum Outcome {
    PASSED,
    /** Something was not as expected, a stop condition was met, or the steady state was not regained. */
    FAILED,
    /** Something could not be looked at, or lies within the bound of its measurement. */
    INCONCLUSIVE,
    /** It was not carried out to its end, so it says nothing of the system. */
    ABORTED
}
