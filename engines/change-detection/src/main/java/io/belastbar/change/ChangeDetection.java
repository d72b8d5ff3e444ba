package io.belastbar.change;

import io.belastbar.change.method.Pelt;
import io.belastbar.change.method.Segmentation;
import io.belastbar.change.rank.Location;
import io.belastbar.change.rank.MannWhitney;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where a series changed for good. A segmentation proposes cuts; each must be confirmed by a Mann-Whitney test
 * between the segments on its two sides and be large enough to matter. The least certain cut that fails is dropped
 * first, and its neighbours are tested again with the longer segments.
 */
public final class ChangeDetection {

    private ChangeDetection() {}

    /** The change points of a whole series by PELT, in their order. Values must be finite. */
    public static List<ChangePoint> detect(double[] values, DetectionOptions options) {
        return detect(values, options, new Pelt(options.penaltyFactor(), options.segmentMin()));
    }

    /** The same with another segmentation. */
    public static List<ChangePoint> detect(double[] values, DetectionOptions options, Segmentation segmentation) {
        requireFinite(values);
        return confirmed(values, List.of(0), segmentation.cut(values), options);
    }

    /**
     * The change points of a series that grows. Those that are known stay as they are; only what follows the last of them is
     * searched. So a value that is appended can neither move nor drop them.
     *
     * @param known indices of change points that stay, in their order
     * @return all of them, the known ones first
     */
    public static List<ChangePoint> follow(double[] values, List<Integer> known, DetectionOptions options) {
        requireFinite(values);
        requireOrdered(known, values.length);
        int from = known.isEmpty() ? 0 : known.getLast();
        double[] open = Arrays.copyOfRange(values, from, values.length);
        var cuts = new Pelt(options.penaltyFactor(), options.segmentMin())
                .cut(open).stream().map(cut -> from + cut).toList();
        var fixed = new ArrayList<>(List.of(0));
        fixed.addAll(known);
        return confirmed(values, fixed, cuts, options);
    }

    private static List<ChangePoint> confirmed(
            double[] values, List<Integer> fixed, List<Integer> proposed, DetectionOptions options) {
        var open = new ArrayList<>(proposed);
        while (true) {
            var borders = borders(values, fixed, open);
            ChangePoint weakest = null;
            for (int i = fixed.size(); i < borders.size() - 1; i++) {
                var point = point(values, borders, i);
                if (!holds(point, options) && (weakest == null || point.pValue() > weakest.pValue())) {
                    weakest = point;
                }
            }
            if (weakest == null) {
                return points(values, borders);
            }
            open.remove((Integer) weakest.index());
        }
    }

    private static List<Integer> borders(double[] values, List<Integer> fixed, List<Integer> open) {
        var borders = new ArrayList<>(fixed);
        borders.addAll(open);
        borders.add(values.length);
        return borders;
    }

    private static List<ChangePoint> points(double[] values, List<Integer> borders) {
        var points = new ArrayList<ChangePoint>();
        for (int i = 1; i < borders.size() - 1; i++) {
            points.add(point(values, borders, i));
        }
        return List.copyOf(points);
    }

    private static ChangePoint point(double[] values, List<Integer> borders, int border) {
        int from = borders.get(border - 1);
        int at = borders.get(border);
        double[] both = Arrays.copyOfRange(values, from, borders.get(border + 1));
        double[] before = Arrays.copyOfRange(both, 0, at - from);
        double[] after = Arrays.copyOfRange(both, at - from, both.length);
        double shift = Location.shift(before, after);
        double percent = shift == 0 ? 0 : 100 * shift / Math.abs(Location.median(before));
        return new ChangePoint(
                at,
                MannWhitney.pValue(both, at - from),
                Level.of(before),
                Level.of(after),
                shift,
                percent,
                Location.delta(before, after));
    }

    private static boolean holds(ChangePoint point, DetectionOptions options) {
        return point.pValue() <= options.significance() && Math.abs(point.shiftPercent()) >= 100 * options.effectMin();
    }

    private static void requireFinite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("a series holds finite numbers: value " + i + " was " + values[i]);
            }
        }
    }

    private static void requireOrdered(List<Integer> known, int n) {
        int last = 0;
        for (int index : known) {
            if (index <= last || index >= n) {
                throw new IllegalArgumentException(
                        "known change points are in order and inside the series: was " + known + " of " + n);
            }
            last = index;
        }
    }
}
