package io.belastbar.budget.regression;

import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.budget.regression.Change.Explanation;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.change.ChangeDetection;
import io.belastbar.change.ChangePoint;
import io.belastbar.change.ChangePoint.Kind;
import io.belastbar.change.DetectionOptions;
import io.belastbar.change.method.EDivisive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks at a series that got new values: what is new, what is surer than before, what has faded. Pure: values and what
 * is known decide.
 *
 * <p>Certain and accepted steps stay where they are; only what follows the last of them is searched. Near a place that a
 * person rejected nothing is reported again. A trend is one change however long it goes on. What faded is the same change when it comes
 * back.
 */
final class SeriesLook {

    /** Fewer values are no history; only absolute limits count then. */
    static final int VALUES_MIN = 10;

    /** Changes no farther apart than this many values are the same one. */
    static final int SAME_WITHIN = 5;

    private static final DetectionOptions SUSPECT = DetectionOptions.DEFAULT;
    private static final DetectionOptions CERTAIN = SUSPECT.withPenaltyFactor(DetectionOptions.CERTAIN);
    private static final EDivisive SECOND_OPINION = new EDivisive(0.01, 199, SUSPECT.segmentMin(), 42);

    private final List<SeriesPoint> points;
    private final double[] values;
    private final String unit;

    SeriesLook(List<SeriesPoint> points, String unit) {
        this.points = points;
        this.values = points.stream().mapToDouble(SeriesPoint::value).toArray();
        this.unit = unit;
    }

    /**
     * A change that is there.
     *
     * @param known what was known of it, a suspicion or one that had faded; empty if it is new
     */
    record Found(
            Kind kind, Instant at, boolean certain, double shift, Explanation explanation, Optional<Change> known) {}

    /** @param faded suspected before, not found any more */
    record Result(List<Found> found, List<Change> faded) {}

    Result against(List<Change> known) {
        if (values.length < VALUES_MIN) {
            return new Result(List.of(), List.of());
        }
        var fixed = steps(known)
                .filter(change -> change.state().fixed())
                .map(this::index)
                .filter(index -> index > 0 && index < values.length)
                .distinct()
                .sorted()
                .toList();
        var certain = ChangeDetection.follow(values, fixed, CERTAIN);
        var suspected = ChangeDetection.follow(values, fixed, SUSPECT);
        // Where the finer look sees a trend, a step of the coarser one is a part of it.
        var sure = certain.stream()
                .filter(point -> point.kind() == Kind.TREND
                        || suspected.stream().anyMatch(same(point))
                        || suspected.stream().noneMatch(trend -> isTrend(trend) && covers(trend, point.index())))
                .toList();
        var all = new ArrayList<>(sure);
        suspected.stream().filter(point -> sure.stream().noneMatch(same(point))).forEach(all::add);
        var open = all.stream()
                .filter(point -> !fixed.contains(point.index()) || isTrend(point))
                .filter(point -> known.stream().noneMatch(change -> settles(change, point, all)))
                .toList();
        var found = open.isEmpty() ? List.<Found>of() : found(open, sure, known);
        return new Result(found, faded(known, found));
    }

    /** Whether nothing is to be said of a point, since a person rejected it or it is part of a trend that is known for certain. */
    private boolean settles(Change change, ChangePoint point, List<ChangePoint> all) {
        if (change.state() == ChangeState.REJECTED) {
            return isSame(change, point);
        }
        return change.kind() == Kind.TREND
                && change.state().fixed()
                && (isSame(change, point)
                        || all.stream().noneMatch(SeriesLook::isTrend) && lasts(change, point.index()));
    }

    private List<Found> found(List<ChangePoint> open, List<ChangePoint> certain, List<Change> known) {
        var second = SECOND_OPINION.cut(values);
        var unmatched = new ArrayList<>(known.stream()
                .filter(change -> change.state().mayReturn())
                .sorted(Comparator.comparing(Change::state).thenComparing(Change::detectedAt))
                .toList());
        var found = new ArrayList<Found>();
        for (var point : open) {
            var same =
                    unmatched.stream().filter(change -> isSame(change, point)).findFirst();
            same.ifPresent(unmatched::remove);
            boolean agrees = !isTrend(point) && second.stream().anyMatch(cut -> near(cut, point.index()));
            found.add(new Found(
                    point.kind(),
                    points.get(point.index()).at(),
                    certain.contains(point),
                    point.shift(),
                    Explanation.of(point, points, unit, agrees),
                    same));
        }
        return List.copyOf(found);
    }

    private static List<Change> faded(List<Change> known, List<Found> found) {
        return known.stream()
                .filter(change -> change.state().open())
                .filter(change -> found.stream()
                        .noneMatch(one -> one.known().filter(change::equals).isPresent()))
                .toList();
    }

    /** Steps at nearly the same place, or trends that have some time in common. */
    private boolean isSame(Change change, ChangePoint point) {
        if (change.kind() != point.kind()) {
            return false;
        }
        return isTrend(point)
                ? index(change) < point.end() && point.index() <= last(change)
                : near(index(change), point.index());
    }

    private static Predicate<ChangePoint> same(ChangePoint one) {
        return other -> one.kind() == other.kind() && (isTrend(one) || near(one.index(), other.index()));
    }

    private static Stream<Change> steps(List<Change> known) {
        return known.stream().filter(change -> change.kind() == Kind.STEP);
    }

    private static boolean isTrend(ChangePoint point) {
        return point.kind() == Kind.TREND;
    }

    private static boolean covers(ChangePoint trend, int index) {
        return index >= trend.index() && index < trend.end();
    }

    private boolean lasts(Change trend, int index) {
        return index >= index(trend) && index <= last(trend) + SAME_WITHIN;
    }

    /** The first value at or after a change's moment. */
    private int index(Change change) {
        return index(change.at());
    }

    private int last(Change trend) {
        var until = trend.explanation().until();
        return until == null ? index(trend) : index(until);
    }

    private int index(Instant moment) {
        for (int i = 0; i < points.size(); i++) {
            if (!points.get(i).at().isBefore(moment)) {
                return i;
            }
        }
        return points.size();
    }

    private static boolean near(int one, int other) {
        return Math.abs(one - other) <= SAME_WITHIN;
    }
}
