package io.belastbar.change;

import io.belastbar.change.ChangePoint.Kind;
import io.belastbar.change.fit.Ramp;
import io.belastbar.change.fit.Shape;
import io.belastbar.change.rank.Location;
import io.belastbar.change.rank.MannKendall;
import io.belastbar.change.rank.MannWhitney;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts what a fit found to the test: each cut by Mann and Whitney between its neighbours, a trend by Mann and Kendall, and both by
 * their size. The least certain cut that fails is dropped first, and its neighbours are tested again with the longer segments.
 */
final class Confirmation {

    private final double[] values;
    private final int from;
    private final Shape shape;
    private final Optional<Ramp> ramp;
    private final double slope;
    private final DetectionOptions options;

    /**
     * @param values of the whole series, without its season
     * @param from where the part begins that the shape is of
     */
    Confirmation(double[] values, int from, Shape shape, DetectionOptions options) {
        this.values = values;
        this.from = from;
        this.shape = shape;
        this.options = options;
        this.ramp = shape.ramp().map(open -> new Ramp(from + open.from(), from + open.to()));
        this.slope = ramp.map(some -> slope(some, shape.cuts())).orElse(0.0);
    }

    /** By Theil and Sen, between values that no cut lies between. */
    private double slope(Ramp ramp, List<Integer> cuts) {
        var borders = new ArrayList<Integer>();
        borders.add(ramp.from());
        cuts.stream()
                .map(cut -> from + cut)
                .filter(cut -> cut > ramp.from() && cut < ramp.to())
                .forEach(borders::add);
        borders.add(ramp.to());
        var stretches = new ArrayList<double[]>();
        for (int i = 1; i < borders.size(); i++) {
            stretches.add(Arrays.copyOfRange(values, borders.get(i - 1), borders.get(i)));
        }
        return Location.slope(stretches);
    }

    List<ChangePoint> points(List<Integer> fixed, List<Integer> proposed) {
        var open = new ArrayList<>(proposed);
        while (true) {
            var borders = borders(fixed, open);
            ChangePoint weakest = null;
            for (int i = fixed.size(); i < borders.size() - 1; i++) {
                var point = point(borders, i);
                if (!holds(point) && (weakest == null || point.pValue() > weakest.pValue())) {
                    weakest = point;
                }
            }
            if (weakest == null) {
                return all(borders);
            }
            open.remove((Integer) weakest.index());
        }
    }

    private List<Integer> borders(List<Integer> fixed, List<Integer> open) {
        var borders = new ArrayList<>(fixed);
        borders.addAll(open);
        borders.add(values.length);
        return borders;
    }

    private List<ChangePoint> all(List<Integer> borders) {
        var points = new ArrayList<ChangePoint>();
        for (int i = 1; i < borders.size() - 1; i++) {
            points.add(point(borders, i));
        }
        ramp.map(this::trend).filter(this::holds).ifPresent(points::add);
        return List.copyOf(points);
    }

    private ChangePoint point(List<Integer> borders, int border) {
        int first = borders.get(border - 1);
        int at = borders.get(border);
        double[] both = Arrays.copyOfRange(values, first, borders.get(border + 1));
        for (int i = 0; i < both.length; i++) {
            both[i] -= rise(first + i) - rise(at);
        }
        double[] before = Arrays.copyOfRange(both, 0, at - first);
        double[] after = Arrays.copyOfRange(both, at - first, both.length);
        double shift = Location.shift(before, after);
        return new ChangePoint(
                Kind.STEP,
                at,
                at,
                MannWhitney.pValue(both, at - first, inflation(before.length, after.length)),
                Level.of(before),
                Level.of(after),
                shift,
                percent(shift, Location.median(before)),
                Location.delta(before, after));
    }

    private double rise(int index) {
        return ramp.map(some -> slope * some.at(index)).orElse(0.0);
    }

    private ChangePoint trend(Ramp ramp) {
        double[] stretch = Arrays.copyOfRange(values, ramp.from(), ramp.to());
        int third = Math.max(1, stretch.length / 3);
        double[] before = Arrays.copyOfRange(stretch, 0, third);
        double[] after = Arrays.copyOfRange(stretch, stretch.length - third, stretch.length);
        double shift = slope * (stretch.length - 1);
        double start = Location.median(before) - slope * (third - 1) / 2.0;
        return new ChangePoint(
                Kind.TREND,
                ramp.from(),
                ramp.to(),
                MannKendall.pValue(stretch, inflation(stretch.length / 2, stretch.length / 2)),
                Level.of(before),
                Level.of(after),
                shift,
                percent(shift, start),
                Location.delta(before, after));
    }

    private double inflation(int before, int after) {
        return shape.dependence().inflation(before, after, shape.cuts().size() + 1);
    }

    private static double percent(double shift, double level) {
        return shift == 0 ? 0 : 100 * shift / Math.abs(level);
    }

    private boolean holds(ChangePoint point) {
        return point.pValue() <= options.significance() && Math.abs(point.shiftPercent()) >= 100 * options.effectMin();
    }
}
