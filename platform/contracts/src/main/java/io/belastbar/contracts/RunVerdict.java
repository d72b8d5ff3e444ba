package io.belastbar.contracts;

/** How a load test ended. INVALID: the load generator itself was late, so its latencies are not the target's. */
public enum RunVerdict {
    PASSED,
    FAILED,
    INVALID,
    ABORTED
}
