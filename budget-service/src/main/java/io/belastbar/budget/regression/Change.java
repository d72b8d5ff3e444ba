package io.belastbar.budget.regression;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.change.ChangePoint;
import io.belastbar.change.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A change point of a series.
 *
 * @param at the moment of the first value after the change
 * @param worse whether the change is for the worse
 * @param confirmationRun the run that was ordered to confirm it; null if none was
 * @param decidedBy null until a person has spoken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        String changeId,
        @JsonIgnore long sequence,
        SeriesKey series,
        Instant at,
        ChangeState state,
        boolean worse,
        Explanation explanation,
        Instant detectedAt,
        String confirmationRun,
        String decidedBy,
        Instant decidedAt,
        String reason) {

    /**
     * Why a change point is thought to be one.
     *
     * @param unit of the levels and the shift
     * @param shiftPercent in percent of the median before; positive is more. Null from a median of 0
     * @param delta Cliff's delta, −1 to 1
     * @param eDivisiveAgrees whether the second method cuts within 5 values of it
     * @param fromVersion version or commit of the last value before; null without labels
     * @param toVersion version or commit of the first value after; null without labels
     * @param firstRun the first run after the change; null for measurements
     */
    public record Explanation(
            Level before,
            Level after,
            String unit,
            double shift,
            Double shiftPercent,
            double delta,
            double pValue,
            boolean eDivisiveAgrees,
            String fromVersion,
            String toVersion,
            String firstRun) {

        static Explanation of(ChangePoint point, List<SeriesPoint> points, String unit, boolean eDivisiveAgrees) {
            var first = points.get(point.index());
            return new Explanation(
                    point.before(),
                    point.after(),
                    unit,
                    point.shift(),
                    Double.isFinite(point.shiftPercent()) ? point.shiftPercent() : null,
                    point.delta(),
                    point.pValue(),
                    eDivisiveAgrees,
                    version(points.get(point.index() - 1).labels()),
                    version(first.labels()),
                    first.runId());
        }

        private static String version(Map<String, String> labels) {
            return Stream.of("version", "commit", "branch")
                    .map(labels::get)
                    .filter(label -> label != null && !label.isBlank())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** What is thought of a change point. */
    public enum ChangeState {
        /** Worth a look and a confirmation run; raises nothing. */
        SUSPECTED,
        /** Sure enough to stay where it is, and to raise a finding if it is for the worse. */
        CERTAIN,
        /** Was suspected until later values spoke against it. */
        FADED,
        /** A person says that it is one. */
        ACCEPTED,
        /** A person says that it is none; nothing is reported at this place again. */
        REJECTED,
        /** A person says that it is one, at another place. */
        MOVED;

        /** Whether later values may still move or drop it. */
        boolean open() {
            return this == SUSPECTED;
        }

        /** Whether the series is cut here, whatever later values say. */
        boolean fixed() {
            return this == CERTAIN || this == ACCEPTED || this == MOVED;
        }

        /** Whether a person has spoken. */
        boolean decided() {
            return this == ACCEPTED || this == REJECTED || this == MOVED;
        }
    }
}
