package io.belastbar.capacity.plan.check;

import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import io.belastbar.capacity.plan.PlannedLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Alarms beside what is planned, and beside maxima. */
final class Alarms {
    private final CapacityPlan plan;
    private final List<PlanWarning> warnings = new ArrayList<>();

    private Alarms(CapacityPlan plan) {
        this.plan = plan;
    }

    static List<PlanWarning> of(CapacityPlan plan) {
        Alarms alarms = new Alarms(plan);
        plan.limits().stream().filter(limit -> !limit.warning()).forEach(limit -> {
            plan.figures().stream()
                    .filter(figure -> Catalogue.own().same(figure.metric(), limit.metric()))
                    .forEach(figure -> alarms.planned(limit, figure));
            alarms.maximum(limit);
        });
        return alarms.warnings;
    }

    /** The first year in which it is beyond; those after it say nothing new. */
    private void planned(PlannedLimit limit, PlannedFigure figure) {
        if (figure.current() != null && isBeyond(limit, figure.current(), figure.unit())) {
            warnings.add(PlanSentences.currentBeyondAlarm(figure, limit));
            return;
        }
        for (PlannedValue value : figure.planned()) {
            if (isBeyond(limit, value.value(), figure.unit())) {
                warnings.add(PlanSentences.plannedBeyondAlarm(figure, value, limit));
                return;
            }
        }
    }

    private static boolean isBeyond(PlannedLimit limit, double value, String unit) {
        OptionalDouble alarm = Units.convert(limit.value(), limit.unit(), unit);
        return alarm.isPresent()
                && (limit.lowerIsWorse() ? value <= alarm.getAsDouble() : value >= alarm.getAsDouble());
    }

    /** Its own maximum, or that of another document: connections of a pool. */
    private void maximum(PlannedLimit limit) {
        plan.limits().stream()
                .filter(other -> other.maximum() != null && !other.warning())
                .filter(other -> Catalogue.own().same(other.metric(), limit.metric()))
                .filter(other -> {
                    OptionalDouble most = Units.convert(other.maximum(), other.unit(), limit.unit());
                    return most.isPresent() && limit.value() > most.getAsDouble();
                })
                .findFirst()
                .ifPresent(other -> warnings.add(PlanSentences.alarmBeyondMaximum(limit, other)));
    }
}
