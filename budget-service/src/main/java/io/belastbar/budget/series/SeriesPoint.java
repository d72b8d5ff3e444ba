package io.belastbar.budget.series;

import java.time.Instant;
import java.util.Map;

/**
 * One value of a series.
 *
 * @param value in the unit of the figure's {@link io.belastbar.budget.objective.Dimension}
 * @param samples that the value rests on; 1 if it is a measurement itself, 0 if nobody said
 * @param source {@link #RUN}, {@link #POSTED} or {@link #PROMETHEUS}
 * @param runId null for measurements
 * @param labels what was measured, for example {@code commit}, {@code version}; never null
 */
public record SeriesPoint(
        Instant at, double value, long samples, String source, String runId, Map<String, String> labels) {

    public static final String RUN = "run";
    public static final String POSTED = "posted";
    public static final String PROMETHEUS = "prometheus";

    /** Label of a run's value: what its evaluation said, {@code FAIL} or {@code INCONCLUSIVE}; none where it was kept. */
    public static final String VERDICT = "verdict";

    /** Label of a value of which somebody said that it rests on nothing: {@code "0"}; none where nobody said on how many. */
    public static final String SAMPLES = "samples";

    public static final String NONE = "0";

    public SeriesPoint {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a value is a finite number: was " + value);
        }
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    /**
     * Whether somebody said that the value rests on no sample at all. One of a figure that is estimated
     * ({@link io.belastbar.budget.objective.Metric#isEstimate}) says nothing then: it is shown as it was sent, and counts nowhere.
     */
    public boolean restsOnNothing() {
        return samples == 0 && NONE.equals(labels.get(SAMPLES));
    }
}
