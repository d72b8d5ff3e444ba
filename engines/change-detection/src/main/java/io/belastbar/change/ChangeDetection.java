package io.belastbar.change;

import io.belastbar.change.fit.Season;
import io.belastbar.change.fit.ShapeSearch;
import io.belastbar.change.method.Pelt;
import io.belastbar.change.method.Segmentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where a series changed for good, in steps or steadily. What comes back with a period is taken out; a segmentation of the ranks
 * proposes cuts; the likelihood of what they leave, as an autoregression, says which of them are more than values that follow each other,
 * and whether a stretch of steady change explains the series better; a rank test and the size confirm each.
 */
public final class ChangeDetection {

    private ChangeDetection() {}

    /** The change points of a whole series by PELT, in their order. Values must be finite. */
    public static List<ChangePoint> detect(double[] values, DetectionOptions options) {
        requireFinite(values);
        return search(values, List.of(), options, pelt(options.penaltyFactor(), options), finest(options));
    }

    /** The same with another segmentation. */
    public static List<ChangePoint> detect(double[] values, DetectionOptions options, Segmentation segmentation) {
        requireFinite(values);
        return search(values, List.of(), options, segmentation, segmentation);
    }

    /**
     * The change points of a series that grows. Those that are known stay as they are; only what follows the last of them is
     * searched. So a value that is appended can neither move nor drop them.
     *
     * @param known indices of steps that stay, in their order
     * @return all steps, the known ones first, then a trend if there is one
     */
    public static List<ChangePoint> follow(double[] values, List<Integer> known, DetectionOptions options) {
        requireFinite(values);
        requireOrdered(known, values.length);
        return search(values, known, options, pelt(options.penaltyFactor(), options), finest(options));
    }

    private static Pelt pelt(double factor, DetectionOptions options) {
        return new Pelt(factor, options.segmentMin());
    }

    private static Pelt finest(DetectionOptions options) {
        return pelt(Math.min(DetectionOptions.REPORTED, options.penaltyFactor()), options);
    }

    private static List<ChangePoint> search(
            double[] values,
            List<Integer> known,
            DetectionOptions options,
            Segmentation segmentation,
            Segmentation finest) {
        int from = known.isEmpty() ? 0 : known.getLast();
        double[] open = Arrays.copyOfRange(values, from, values.length);
        double[] deseasoned = Season.of(open).removedFrom(open);
        var shape = new ShapeSearch(deseasoned, options.penaltyFactor(), segmentation, finest).best();
        double[] all = values.clone();
        System.arraycopy(deseasoned, 0, all, from, deseasoned.length);
        var fixed = new ArrayList<>(List.of(0));
        fixed.addAll(known);
        return new Confirmation(all, from, shape, options)
                .points(fixed, shape.cuts().stream().map(cut -> from + cut).toList());
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
