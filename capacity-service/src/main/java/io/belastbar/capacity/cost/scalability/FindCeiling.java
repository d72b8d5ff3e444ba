package io.belastbar.capacity.cost.scalability;

import io.belastbar.capacity.cost.scalability.Ceiling.NotShown;
import io.belastbar.capacity.cost.scalability.Ceiling.Reason;
import io.belastbar.capacity.cost.scalability.Ceiling.Shown;
import io.belastbar.capacity.cost.scalability.ScalabilityFit.Fitted;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Decides whether test runs show a ceiling, and where.
 *
 * <p>The interval is that of the profile likelihood (Bates and Watts, "Nonlinear Regression Analysis and Its
 * Applications", 1988, section 6.1): the ceilings whose best law has at most 1 + t²/(n−3) times the least squares, t being
 * Student's for 95 % and n−3 degrees of freedom. A ceiling is shown if a run reached three quarters of it and the interval
 * ends below twice what a run reached: an extrapolation beyond that is a guess whatever its fit.
 */
public final class FindCeiling {

    static final double CONFIDENCE = 0.95;
    static final int LOADS_MIN = 4;
    private static final int PARAMETERS = 3;
    private static final double NEARED = 0.75;
    private static final double UPPER_MAX = 2;
    private static final double FIRST_LOAD = 10;
    private static final int HALVINGS = 50;

    /** What is exact needs no interval: residuals of rounding. */
    private static final double EXACT = 1e-10;

    private FindCeiling() {}

    /** What these points show; their order does not matter. */
    public static Ceiling of(List<LoadPoint> points) {
        double highestLoad = points.stream().mapToDouble(LoadPoint::load).max().orElse(0);
        double reached =
                points.stream().mapToDouble(LoadPoint::throughput).max().orElse(0);
        int loads =
                (int) points.stream().mapToDouble(LoadPoint::load).distinct().count();
        if (loads < LOADS_MIN) {
            Reason reason = loads == 0 ? Reason.NO_RUNS : Reason.FEW_LOADS;
            return new NotShown(reason, loads, highestLoad, reached, loads == 0 ? FIRST_LOAD : 2 * highestLoad);
        }
        var fit = new ScalabilityFit(points);
        Fitted best = fit.best();
        double ceiling = best.law().ceiling();
        double next = next(best.law(), highestLoad);
        if (!(reached >= NEARED * ceiling)) {
            return new NotShown(Reason.STILL_GROWING, loads, highestLoad, reached, next);
        }
        double bound = bound(best.squares(), points);
        double upper = edge(fit, bound, ceiling, UPPER_MAX * Math.max(reached, ceiling));
        double lower = edge(fit, bound, ceiling, 0);
        return upper >= UPPER_MAX * reached
                ? new NotShown(Reason.UNCERTAIN, loads, highestLoad, reached, next)
                : new Shown(best.law(), best.law().peakLoad(), ceiling, lower, upper, highestLoad);
    }

    /** Where the peak is expected, at most twice what was tried; a quarter more at least. */
    private static double next(ScalabilityLaw law, double highestLoad) {
        return Math.ceil(Math.max(1.25 * highestLoad, Math.min(law.peakLoad(), 2 * highestLoad)));
    }

    private static double bound(double squares, List<LoadPoint> points) {
        int free = points.size() - PARAMETERS;
        double t = TDistribution.of(free).inverseSurvivalProbability((1 - CONFIDENCE) / 2);
        double all = points.stream()
                .mapToDouble(point -> point.throughput() * point.throughput())
                .sum();
        return squares * (1 + t * t / free) + EXACT * EXACT * all;
    }

    /** Where the squares of the best law with a ceiling pass the bound, between the best one and the outermost asked for. */
    private static double edge(ScalabilityFit fit, double bound, double best, double outermost) {
        double inside = best;
        double outside = outermost;
        if (outermost > 0 && fit.squaresAtCeiling(outermost) <= bound) {
            return outermost;
        }
        for (int i = 0; i < HALVINGS && Math.abs(outside - inside) > 1e-6 * best; i++) {
            double middle = (inside + outside) / 2;
            if (fit.squaresAtCeiling(middle) <= bound) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }
}
