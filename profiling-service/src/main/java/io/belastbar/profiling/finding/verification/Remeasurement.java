package io.belastbar.profiling.finding.verification;

import io.belastbar.profiling.finding.Finding;

/**
 * How findings of a kind are measured again. Whoever raises findings that can be measured implements this; the register
 * knows nothing else of them. Of several that could, the first in the order of their names does.
 */
public interface Remeasurement {
    /** Whether this knows how to measure the finding. */
    boolean covers(Finding finding);

    /**
     * Measures; blocks, on a virtual thread.
     *
     * @param runId the run to look at; null for whatever can be looked at now
     */
    Remeasured measure(Finding finding, String runId);
}
