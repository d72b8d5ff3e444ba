package io.belastbar.capacity.plan.check;

import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.Place;
import io.belastbar.capacity.plan.PlannedFigure;
import java.util.Optional;

/** Whether a plan says how many tenants there are, in a group that is known as theirs. */
final class TenantsGroup {
    private static final String TENANTS = "tenants";

    private final CapacityPlan plan;

    private TenantsGroup(CapacityPlan plan) {
        this.plan = plan;
    }

    /** Where a need of each is stated, or something is counted beside what is used, and no group is the tenants'. */
    static Optional<PlanWarning> of(CapacityPlan plan) {
        TenantsGroup look = new TenantsGroup(plan);
        if (plan.figures().stream().anyMatch(look::isOfTenants)) {
            return Optional.empty();
        }
        return look.counted()
                .map(figure -> PlanSentences.tenantsUnknown(figure.name(), figure.at()))
                .or(() -> look.each().map(place -> PlanSentences.tenantsUnknown(TENANTS, place)));
    }

    private boolean isOfTenants(PlannedFigure figure) {
        return Catalogue.own().same(TENANTS, figure.name()) || Catalogue.own().same(TENANTS, figure.metric());
    }

    /** A bare number of things that the catalogue does not list. */
    private Optional<PlannedFigure> counted() {
        boolean isUsed = each().isPresent() || plan.figures().stream().anyMatch(figure -> isKnown(figure.metric()));
        return plan.figures().stream()
                .filter(figure -> isUsed
                        && figure.unit().equals(Units.COUNT)
                        && !figure.name().contains("."))
                .filter(figure -> !isKnown(figure.metric()))
                .findFirst();
    }

    private Optional<Place> each() {
        return plan.assumptions().stream()
                .filter(one -> one.name().contains(".per_"))
                .filter(one -> isKnown(one.name().substring(0, one.name().lastIndexOf(".per_"))))
                .map(one -> one.at())
                .findFirst();
    }

    private static boolean isKnown(String metric) {
        return Catalogue.own().find(metric).isPresent();
    }
}
