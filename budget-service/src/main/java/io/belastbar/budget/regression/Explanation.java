package io.belastbar.budget.regression;

import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.change.ChangePoint;
import io.belastbar.change.Level;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
