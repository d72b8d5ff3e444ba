package io.belastbar.profiling.remeasure;

import java.util.Map;
import java.util.Optional;

/**
 * A finding that says that a promise was broken, and not why.
 *
 * @param runId the run that showed it
 * @param metric the promise
 */
record Violation(
        String system,
        String fingerprint,
        String component,
        String runId,
        String metric,
        String observed,
        String limit,
        Map<String, String> evidence) {

    /** Empty for a finding whose evidence names no run, no metric or no limit: that says itself what is wrong. */
    static Optional<Violation> of(String system, String fingerprint, String component, Map<String, String> evidence) {
        boolean broken = evidence != null
                && evidence.containsKey("runId")
                && evidence.containsKey("metric")
                && evidence.containsKey("limit");
        return broken
                ? Optional.of(new Violation(
                        system,
                        fingerprint,
                        component,
                        evidence.get("runId"),
                        evidence.get("metric"),
                        evidence.get("observed"),
                        evidence.get("limit"),
                        evidence))
                : Optional.empty();
    }
}
