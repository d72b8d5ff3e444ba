package io.belastbar.capacity.plan.check;

import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import io.belastbar.capacity.plan.PlannedLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What two places of a plan say differently of one metric: as it is now, for a year, or of its alarm. */
final class SaidTwice {

    /** What is planned is written down; only its rounding may differ. */
    private static final double ROUNDED = 1.01;

    private final List<PlanWarning> warnings = new ArrayList<>();

    private SaidTwice() {}

    static List<PlanWarning> of(CapacityPlan plan) {
        SaidTwice found = new SaidTwice();
        Map<String, PlannedFigure> figures = new HashMap<>();
        for (PlannedFigure figure : plan.figures()) {
            PlannedFigure earlier = figures.putIfAbsent(Catalogue.own().listed(figure.metric()), figure);
            if (earlier != null) {
                found.figures(earlier, figure);
            }
        }
        Map<String, PlannedLimit> limits = new HashMap<>();
        for (PlannedLimit limit : plan.limits()) {
            PlannedLimit earlier =
                    limits.putIfAbsent(Catalogue.own().listed(limit.metric()) + " " + limit.warning(), limit);
            if (earlier != null) {
                found.limits(earlier, limit);
            }
        }
        return found.warnings;
    }

    /** Only the first moment that differs: the others follow from it. */
    private void figures(PlannedFigure one, PlannedFigure other) {
        if (one.current() != null && other.current() != null) {
            OptionalDouble same = Units.convert(other.current(), other.unit(), one.unit());
            if (same.isPresent() && Products.differ(one.current(), same.getAsDouble())) {
                warnings.add(PlanSentences.saidTwice(one, other));
                return;
            }
        }
        for (PlannedValue value : other.planned()) {
            OptionalDouble same = Units.convert(value.value(), other.unit(), one.unit());
            var differs = one.planned().stream()
                    .filter(earlier -> earlier.by().equals(value.by()))
                    .filter(earlier -> same.isPresent() && differ(earlier.value(), same.getAsDouble()))
                    .findFirst();
            if (differs.isPresent()) {
                warnings.add(PlanSentences.saidTwice(one, differs.get(), other, value));
                return;
            }
        }
    }

    /** An alarm that lies beyond the other's maximum is told as such. */
    private void limits(PlannedLimit one, PlannedLimit other) {
        OptionalDouble same = Units.convert(other.value(), other.unit(), one.unit());
        if (same.isPresent()
                && one.lowerIsWorse() == other.lowerIsWorse()
                && differ(one.value(), same.getAsDouble())
                && !isBeyond(one, other)
                && !isBeyond(other, one)) {
            warnings.add(PlanSentences.alarmTwice(one, other));
        }
    }

    private static boolean isBeyond(PlannedLimit limit, PlannedLimit other) {
        return other.maximum() != null
                && Units.convert(other.maximum(), other.unit(), limit.unit()).orElse(Double.NaN) < limit.value();
    }

    private static boolean differ(double one, double other) {
        return Math.max(one, other) > ROUNDED * Math.min(one, other);
    }
}
