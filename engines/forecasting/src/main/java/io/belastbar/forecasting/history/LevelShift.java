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

    /** A step on a line is more than the line itself takes in so many days; less is a day on which it grew more. */
    private static final double DAYS_OF_GROWTH = 10;

    /** Less lies inside what days differ by anyway. */
    private static final double DEVIATIONS_MIN = 2;

    private static final double NORMAL_MAD = 1.4826;

    private static final DetectionOptions CERTAIN =
            DetectionOptions.DEFAULT.withPenaltyFactor(DetectionOptions.CERTAIN);

    /**
     * The last one. A line, also one that bends, and what falls after a rise are none; a saw's teeth are told by {@link Cleanups}.
     *
     * @param days without gaps
     */
    public static Optional<LevelShift> last(double[] days) {
        if (days.length < 2 * AFTER_MIN) {
            return Optional.empty();
        }
        List<ChangePoint> points = ChangeDetection.detect(days, CERTAIN);
        List<Integer> steps = points.stream()
                .filter(point -> point.kind() == ChangePoint.Kind.STEP)
                .map(ChangePoint::index)
                .toList();
        if (steps.isEmpty() || Bends.tellBetter(days, steps)) {
            return Optional.empty();
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            int from = i == 0 ? 0 : steps.get(i - 1);
            int to = i == steps.size() - 1 ? days.length : steps.get(i + 1);
            int at = steps.get(i);
            if (days.length - at >= AFTER_MIN && isLarge(days, from, at, to) && !grownOrEmptied(days, from, at, to)) {
                return Optional.of(new LevelShift(at, median(days, from, at), median(days, at, days.length)));
            }
        }
        return Optional.empty();
    }

    private static boolean isLarge(double[] days, int from, int at, int to) {
        double before = median(days, from, at);
        double after = median(days, at, to);
        double[] distances = new double[to - from];
        Arrays.setAll(distances, i -> Math.abs(days[from + i] - (from + i < at ? before : after)));
        return Math.abs(after - before) >= DEVIATIONS_MIN * NORMAL_MAD * Location.median(distances);
    }

    private static boolean grownOrEmptied(double[] days, int from, int at, int to) {
        double[] before = Arrays.copyOfRange(days, from, at);
        double[] after = Arrays.copyOfRange(days, at, to);
        double slope = Location.slope(List.of(before));
        double jump = median(days, at, Math.min(to, at + 3)) - median(days, Math.max(from, at - 3), at);
        if (Math.abs(jump) < DAYS_OF_GROWTH * Math.min(Math.abs(slope), Math.abs(Location.slope(List.of(after))))) {
            return true;
        }
        double shift = Location.median(after) - Location.median(before);
        double risen = slope * before.length;
        return risen * jump < 0 && Math.abs(risen) >= EMPTIED_MIN * Math.max(Math.abs(jump), Math.abs(shift));
    }

    private static double median(double[] days, int from, int to) {
        return Location.median(Arrays.copyOfRange(days, from, to));
    }
}
