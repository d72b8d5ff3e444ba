package io.belastbar.budget.regression;

import io.belastbar.budget.regression.Change.ChangeState;
import io.belastbar.budget.regression.Change.Explanation;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.change.ChangeDetection;
import io.belastbar.change.ChangePoint;
import io.belastbar.change.DetectionOptions;
import io.belastbar.change.method.EDivisive;
import io.belastbar.change.rank.Location;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a series that got new values: what is new, what is surer than before, what has faded. Pure: values and what
 * is known decide.
 *
 * <p>Certain and accepted changes stay where they are; only what follows the last of them is searched. Near a place that a
 * person rejected nothing is reported again.
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
     * Raw samples that were posted together are one value, their median: they come from one build and would count as a
     * history of their own.
     */
    static List<SeriesPoint> perMoment(List<SeriesPoint> points) {
        var moments = new LinkedHashMap<Instant, List<SeriesPoint>>();
        points.forEach(
                point -> moments.computeIfAbsent(point.at().truncatedTo(ChronoUnit.SECONDS), none -> new ArrayList<>())
                        .add(point));
        return moments.values().stream().map(SeriesLook::median).toList();
    }

    private static SeriesPoint median(List<SeriesPoint> together) {
        var first = together.getFirst();
        if (together.size() == 1) {
            return first;
        }
        var median = Location.median(
                together.stream().mapToDouble(SeriesPoint::value).toArray());
        return new SeriesPoint(first.at(), median, together.size(), first.source(), first.runId(), first.labels());
    }

    /**
     * A change that is there.
     *
     * @param known what was known of it; empty if it is new
     */
    record Found(Instant at, boolean certain, double shift, Explanation explanation, Optional<Change> known) {}

    /** @param faded suspected before, not found any more */
    record Result(List<Found> found, List<Change> faded) {}

    Result against(List<Change> known) {
        if (values.length < VALUES_MIN) {
            return new Result(List.of(), List.of());
        }
        var fixed = known.stream()
                .filter(change -> change.state().fixed())
                .map(this::index)
                .filter(index -> index > 0 && index < values.length)
                .distinct()
                .sorted()
                .toList();
        var certain = ChangeDetection.follow(values, fixed, CERTAIN);
        var all = new ArrayList<>(certain);
        ChangeDetection.follow(values, fixed, SUSPECT).stream()
                .filter(point -> certain.stream().noneMatch(sure -> near(sure.index(), point.index())))
                .forEach(all::add);
        var open = all.stream()
                .filter(point -> !fixed.contains(point.index()))
                .filter(point -> known.stream()
                        .noneMatch(
                                change -> change.state() == ChangeState.REJECTED && near(index(change), point.index())))
                .toList();
        var found = open.isEmpty() ? List.<Found>of() : found(open, certain, known);
        return new Result(found, faded(known, open));
    }

    private List<Found> found(List<ChangePoint> open, List<ChangePoint> certain, List<Change> known) {
        var second = SECOND_OPINION.cut(values);
        return open.stream()
                .map(point -> new Found(
                        points.get(point.index()).at(),
                        certain.contains(point),
                        point.shift(),
                        Explanation.of(point, points, unit, second.stream().anyMatch(cut -> near(cut, point.index()))),
                        known.stream()
                                .filter(change -> change.state().open())
                                .filter(change -> near(index(change), point.index()))
                                .findFirst()))
                .toList();
    }

    private List<Change> faded(List<Change> known, List<ChangePoint> open) {
        return known.stream()
                .filter(change -> change.state().open())
                .filter(change -> open.stream().noneMatch(point -> near(index(change), point.index())))
                .toList();
    }

    /** The first value at or after a change's moment. */
    private int index(Change change) {
        for (int i = 0; i < points.size(); i++) {
            if (!points.get(i).at().isBefore(change.at())) {
                return i;
            }
        }
        return points.size();
    }

    private static boolean near(int one, int other) {
        return Math.abs(one - other) <= SAME_WITHIN;
    }
}
