package io.belastbar.change.quality;

import io.belastbar.change.ChangePoint;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * How good a detector is on series without a true change, as they are and with a step injected.
 *
 * @param detector change points of a series
 */
public record DetectionQuality(Function<double[], List<ChangePoint>> detector) {

    /** A change point so near to the injected step has found it. */
    public static final int TOLERANCE = 5;

    /**
     * False alarms.
     *
     * @param points reported in all series
     * @param values of all series
     */
    public record Alarms(long points, long values) {

        /** Points reported for 100 values. */
        public double perHundred() {
            return 100.0 * points / values;
        }
    }

    /**
     * Found steps.
     *
     * @param found series with a change point near the step
     * @param series that are long enough to inject it
     */
    public record Recall(long found, long series) {

        public double share() {
            return (double) found / series;
        }
    }

    public Alarms alarms(List<NamedSeries> all) {
        long points = all.parallelStream()
                .mapToLong(series -> detector.apply(series.values()).size())
                .sum();
        return new Alarms(
                points, all.stream().mapToLong(series -> series.values().length).sum());
    }

    /**
     * Injects a step and cuts the series a while later.
     *
     * @param share of the values from the step on that is added: 0.05 multiplies them by 1.05
     * @param at index of the first value of the step
     * @param after how many values of the step are seen
     */
    public Recall recall(List<NamedSeries> all, double share, int at, int after) {
        var longEnough = all.stream()
                .filter(series -> series.values().length >= at + after)
                .toList();
        long found = longEnough.parallelStream()
                .map(series -> detector.apply(stepped(series.values(), share, at, after)))
                .filter(points -> points.stream().anyMatch(point -> Math.abs(point.index() - at) <= TOLERANCE))
                .count();
        return new Recall(found, longEnough.size());
    }

    static double[] stepped(double[] values, double share, int at, int after) {
        double[] cut = Arrays.copyOf(values, at + after);
        for (int i = at; i < cut.length; i++) {
            cut[i] *= 1 + share;
        }
        return cut;
    }
}
