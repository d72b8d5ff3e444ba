package io.belastbar.forecasting.history;

import io.belastbar.change.ChangeDetection;
import io.belastbar.change.ChangePoint;
import io.belastbar.change.DetectionOptions;
import io.belastbar.change.rank.Location;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A level that changed for good: certain, and confirmed by what came after.
 *
 * @param at index of the first value after it
 * @param before median of what lies between the change before and this one
 * @param after median of what came since
 */
public record LevelShift(int at, double before, double after) {

    /** Fewer values after it may be an exception that ends. */
    private static final int AFTER_MIN = 10;

    /** What fell by so much of what it had risen before was emptied; that is no other level. */
    private static final double EMPTIED_MIN = 0.5;

    private static final DetectionOptions CERTAIN =
            DetectionOptions.DEFAULT.withPenaltyFactor(DetectionOptions.CERTAIN);

    /**
     * The last one. A saw's teeth, a line and what falls after a rise are none.
     *
     * @param days without gaps
     */
    public static Optional<LevelShift> last(double[] days) {
        if (days.length < 2 * AFTER_MIN || Cleanups.of(days).times() > 0) {
            return Optional.empty();
        }
        List<ChangePoint> points = ChangeDetection.detect(days, CERTAIN);
        List<Integer> steps = points.stream()
                .filter(point -> point.kind() == ChangePoint.Kind.STEP)
                .map(ChangePoint::index)
                .toList();
        for (int i = steps.size() - 1; i >= 0; i--) {
            int from = i == 0 ? 0 : steps.get(i - 1);
            int to = i == steps.size() - 1 ? days.length : steps.get(i + 1);
            int at = steps.get(i);
            if (days.length - at >= AFTER_MIN && !emptied(days, from, at, to)) {
                return Optional.of(new LevelShift(at, median(days, from, at), median(days, at, days.length)));
            }
        }
        return Optional.empty();
    }

    private static boolean emptied(double[] days, int from, int at, int to) {
        double[] before = Arrays.copyOfRange(days, from, at);
        double shift = median(days, at, to) - median(days, from, at);
        double fall = median(days, at, Math.min(to, at + 3)) - median(days, Math.max(from, at - 3), at);
        double risen = Location.slope(List.of(before)) * before.length;
        return risen * fall < 0 && Math.abs(risen) >= EMPTIED_MIN * Math.max(Math.abs(fall), Math.abs(shift));
    }

    private static double median(double[] days, int from, int to) {
        return Location.median(Arrays.copyOfRange(days, from, to));
    }
}
