package io.belastbar.capacity.plan.check;

import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.catalogue.KnownMetric;
import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which numbers of a plan do not go together. Comments are not read: they say what somebody meant once. */
public final class Plausibility {
    /** Growth that is three times as fast as stated is a contradiction; less may be rounding. */
    private static final double TIMES_FASTER = 3;

    private final CapacityPlan plan;
    private final List<PlanWarning> warnings = new ArrayList<>();

    private Plausibility(CapacityPlan plan) {
        this.plan = plan;
    }

    /** Each contradiction in one sentence, in the order of the documents' lines. */
    public static List<PlanWarning> of(CapacityPlan plan) {
        Plausibility look = new Plausibility(plan);
        look.warnings.addAll(Products.of(plan));
        Stream.concat(plan.figures().stream(), plan.costs().stream()).forEach(figure -> {
            look.growth(figure);
            look.falls(figure);
        });
        look.warnings.addAll(Alarms.of(plan));
        look.warnings.addAll(SaidTwice.of(plan));
        plan.figures().forEach(look::unit);
        TenantsGroup.of(plan).ifPresent(look.warnings::add);
        look.warnings.sort(
                Comparator.comparing((PlanWarning warning) -> warning.at().file())
                        .thenComparing(warning -> warning.at().line()));
        return List.copyOf(look.warnings);
    }

    /** From one year to the next; the first year counts from now, which is a year before it at most. */
    private void growth(PlannedFigure figure) {
        if (figure.growthFactor() == null) {
            return;
        }
        double stated = figure.growthFactor() - 1;
        PlannedValue before = figure.current() == null
                ? null
                : new PlannedValue(
                        figure.planned().isEmpty()
                                ? null
                                : figure.planned().getFirst().by().minusYears(1),
                        figure.current(),
                        figure.at());
        for (PlannedValue value : figure.planned()) {
            if (before != null && before.value() > 0) {
                double years = Math.max(1, ChronoUnit.DAYS.between(before.by(), value.by()) / 365.25);
                double yearly = Math.pow(value.value() / before.value(), 1 / years) - 1;
                if (stated >= 0 && yearly > 0 && yearly >= TIMES_FASTER * Math.max(stated, 0.01)) {
                    warnings.add(PlanSentences.fasterThanFactor(figure, before, value, yearly));
                    return;
                }
            }
            before = value;
        }
    }

    private void falls(PlannedFigure figure) {
        if (Catalogue.own()
                .find(figure.metric())
                .filter(KnownMetric::lowerIsWorse)
                .isPresent()) {
            return;
        }
        Double before = figure.current();
        for (PlannedValue value : figure.planned()) {
            if (before != null && value.value() < before) {
                warnings.add(PlanSentences.falls(figure, before, value));
            }
            before = value.value();
        }
    }

    /** 5 of a size may be terabytes. */
    private void unit(PlannedFigure figure) {
        if (figure.unit().equals(Units.COUNT)) {
            Catalogue.own()
                    .find(figure.metric())
                    .map(KnownMetric::unit)
                    .filter(Units::needsUnit)
                    .ifPresent(unit -> warnings.add(PlanSentences.unitMissing(figure, unit)));
        }
    }
}
