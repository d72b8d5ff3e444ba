package io.belastbar.budget.regression;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.change.ChangePoint;
import io.belastbar.change.ChangePoint.Kind;
import io.belastbar.change.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A change point of a series.
 *
 * @param kind a step, or a trend: bit by bit, no single value is where it changed
 * @param at the moment of the first value after a step; of the first value of a trend
 * @param worse whether the change is for the worse
 * @param confirmationRun the run that was ordered to confirm it; null if none was
 * @param decidedBy null until a person has spoken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        String changeId,
        @JsonIgnore long sequence,
        SeriesKey series,
        Kind kind,
        Instant at,
        ChangeState state,
        boolean worse,
        Explanation explanation,
        Instant detectedAt,
        String confirmationRun,
        String decidedBy,
        Instant decidedAt,
        String reason) {

    /** Only a suspicion among runs, for the worse, and only once. */
    boolean wantsConfirmation() {
        return worse
                && state == ChangeState.SUSPECTED
                && confirmationRun == null
                && !series.scenario().isEmpty();
    }

    /**
     * Why a change point is thought to be one.
     *
     * @param unit of the levels and the shift
     * @param before the level before a step; of a trend its first third
     * @param after the level after a step; of a trend its last third
     * @param shift after − before; of a trend, from its one end to the other
     * @param shiftPercent in percent of the median before; positive is more. Null from a median of 0
     * @param delta Cliff's delta, −1 to 1
     * @param eDivisiveAgrees whether the second method cuts within 5 values of it
     * @param fromVersion version or commit of the last value before; null without labels
     * @param toVersion version or commit of the first value after; null without labels
     * @param firstRun the first run after the change; null for measurements
     * @param until the moment of a trend's last value; null for a step
     * @param percentPerDay how fast a trend goes, of the level that it began with; null for a step, and from a level of 0
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
            String firstRun,
            Instant until,
            Double percentPerDay) {

        static Explanation of(ChangePoint point, List<SeriesPoint> points, String unit, boolean eDivisiveAgrees) {
            var first = points.get(point.index());
            boolean trend = point.kind() == Kind.TREND;
            var until = trend ? points.get(point.end() - 1).at() : null;
            var percent = Double.isFinite(point.shiftPercent()) ? point.shiftPercent() : null;
            return new Explanation(
                    point.before(),
                    point.after(),
                    unit,
                    point.shift(),
                    percent,
                    point.delta(),
                    point.pValue(),
                    eDivisiveAgrees,
                    trend ? null : version(points.get(point.index() - 1).labels()),
                    trend ? null : version(first.labels()),
                    first.runId(),
                    until,
                    trend ? perDay(percent, first.at(), until) : null);
        }

        private static Double perDay(Double percent, Instant from, Instant until) {
            double days = Duration.between(from, until).toSeconds() / 86_400.0;
            return percent == null || days <= 0 ? null : percent / days;
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

        /** Whether later values may make it certain: what faded may come back. */
        boolean mayReturn() {
            return this == SUSPECTED || this == FADED;
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
