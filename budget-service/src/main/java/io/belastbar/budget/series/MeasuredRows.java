package io.belastbar.budget.series;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Statistic;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Which rows of {@code series} and {@code series_point} together are values that say something. */
public final class MeasuredRows {

    /** A condition: false for an estimate that rests on nothing ({@link SeriesPoint#restsOnNothing}). */
    public static final String SAY_SOMETHING =
            "(samples > 0 OR labels ->> '%s' IS DISTINCT FROM '%s' OR metric IN (%s))"
                    .formatted(SeriesPoint.SAMPLES, SeriesPoint.NONE, whatTheyAre());

    private MeasuredRows() {}

    private static String whatTheyAre() {
        return Arrays.stream(Measure.values())
                .flatMap(measure -> Arrays.stream(Statistic.values()).map(statistic -> new Metric(measure, statistic)))
                .filter(metric -> !metric.isEstimate())
                .map(metric -> "'" + metric.text() + "'")
                .collect(Collectors.joining(", "));
    }
}
