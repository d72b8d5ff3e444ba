package io.belastbar.forecasting.limit;

import java.util.ArrayList;
import java.util.List;

/**
 * Models of all shapes, each as likely as it is after what was seen: a drift that stays, one that changes bit by bit, one that started anew on one
 * day, and none; of the values as they are and of their logarithms.
 */
final class GrowthShapes {

    private static final double[] WANDERS = {0, 0.002, 0.01, 0.03, 0.1, 0.25, 0.5, 0.8, 1};

    /** Only beside a level that does not wander: both together cannot be told apart in a quarter of a year. */
    private static final double[] MEMORIES = {0, 0.4, 0.7, 0.85};

    private static final double[] TURNS = {1e-5, 1e-4, 1e-3};
    private static final double[] WANDERS_THAT_TURN = {0, 0.1, 1};

    private static final List<Shape> ANEW =
            List.of(new Shape(0, 0), new Shape(0, 0.7), new Shape(0.03, 0), new Shape(0.25, 0), new Shape(1, 0));

    private static final double LOGARITHM = 0.3;
    private static final double TURNING = 0.1;
    private static final double STARTED_ANEW = 0.2;

    /** Before a day on which it started anew lie at least so many values. */
    private static final int BEFORE_MIN = 7;

    private static final int GRID = 5;

    /** What is less likely than that beside the best is left out. */
    private static final double LOG_LEAST = -12;

    /**
     * One of them.
     *
     * @param drifts whether its drift is what was estimated, or none
     * @param weight logarithm
     */
    record Candidate(GrowthModel model, Unit unit, boolean drifts, double weight) {

        double slope() {
            return drifts ? unit.slope(model.level(), model.drift()) : 0;
        }
    }

    private final List<Candidate> all = new ArrayList<>();

    private final int afterMin;

    private GrowthShapes(int afterMin) {
        this.afterMin = afterMin;
    }

    /** @param afterMin so many values tell of a drift that started anew */
    static List<Candidate> of(double[] values, int afterMin) {
        var shapes = new GrowthShapes(afterMin);
        boolean logarithms = Unit.hasLogarithms(values);
        shapes.fit(values, Unit.linear(values), logarithms ? 1 - LOGARITHM : 1);
        if (logarithms) {
            shapes.fit(values, Unit.logarithm(values), LOGARITHM);
        }
        double best = shapes.all.stream().mapToDouble(Candidate::weight).max().orElse(0);
        return shapes.all.stream()
                .filter(candidate -> candidate.weight() - best >= LOG_LEAST)
                .map(candidate -> new Candidate(
                        candidate.model(), candidate.unit(), candidate.drifts(), Math.exp(candidate.weight() - best)))
                .toList();
    }

    private void fit(double[] values, Unit unit, double prior) {
        double[] scaled = unit.of(values);
        double stays = prior * (1 - TURNING - STARTED_ANEW);
        for (double wander : WANDERS) {
            for (double memory : MEMORIES) {
                if (memory == 0 || wander == 0) {
                    add(GrowthModel.fitted(scaled, new Shape(wander, memory)), unit, stays * usual(wander));
                }
            }
        }
        double turns = prior * TURNING / TURNS.length / WANDERS_THAT_TURN.length;
        for (double wander : WANDERS_THAT_TURN) {
            for (double turn : TURNS) {
                var model = GrowthModel.fitted(scaled, new Shape(wander, 0, turn, Shape.NEVER));
                all.add(new Candidate(model, unit, true, Math.log(turns) + model.likelihood() + unit.density()));
            }
        }
        for (var shape : ANEW) {
            anew(scaled, unit, shape, prior * STARTED_ANEW / ANEW.size());
        }
    }

    /** On a grid first, then on each day around the best. */
    private void anew(double[] scaled, Unit unit, Shape shape, double prior) {
        double aDay = prior / scaled.length;
        GrowthModel best = null;
        for (int at = scaled.length - 1 - afterMin; at >= BEFORE_MIN; at -= GRID) {
            var model = GrowthModel.fitted(scaled, shape.anew(at));
            add(model, unit, GRID * aDay);
            best = best == null || model.likelihood() > best.likelihood() ? model : best;
        }
        if (best == null) {
            return;
        }
        int middle = best.shape().anew();
        int to = Math.min(scaled.length - 1 - afterMin, middle + GRID - 1);
        for (int at = Math.max(BEFORE_MIN, middle - GRID + 1); at <= to; at++) {
            if (at != middle) {
                add(GrowthModel.fitted(scaled, shape.anew(at)), unit, aDay);
            }
        }
    }

    /** Sums, as used space, wander whole; what is used and given back lies around a line; the rest is for what lies between. */
    private static double usual(double wander) {
        if (wander == 1) {
            return 0.4;
        }
        return wander == 0 ? 0.3 / MEMORIES.length : 0.3 / (WANDERS.length - 2);
    }

    /** What never grew needs no logarithms. */
    private void add(GrowthModel model, Unit unit, double prior) {
        double weight = Math.log(prior) + model.likelihood() + unit.density();
        all.add(new Candidate(model, unit, true, weight));
        boolean none = unit.logarithm() && model.shape().anew() == Shape.NEVER;
        if (!none) {
            all.add(new Candidate(model, unit, false, weight + model.logOddsOfNone()));
        }
    }
}
