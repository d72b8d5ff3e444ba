package io.belastbar.profiling.finding.verification;

/** What came of measuring a finding again. */
public sealed interface Remeasured {
    /**
     * It was measured.
     *
     * @param measured what was looked at
     * @param runId the run that was measured; null for a measurement of its own
     * @param before as the finding says that it was
     * @param after as it is now
     * @param over whether the trouble is over
     */
    record Measured(String measured, String runId, String before, String after, boolean over) implements Remeasured {}

    /** It cannot be said; {@code reason} in one English sentence, with what would help. */
    record NotMeasurable(String reason) implements Remeasured {}
}
