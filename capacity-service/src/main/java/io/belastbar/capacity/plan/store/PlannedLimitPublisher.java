package io.belastbar.capacity.plan.store;

import io.belastbar.capacity.limit.LimitPublisher;
import io.belastbar.capacity.limit.MetricLimit;
import io.belastbar.capacity.limit.MetricLimit.Severity;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedLimit;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

/** The limits that a system's plan and baselines state. */
@ApplicationScoped
class PlannedLimitPublisher implements LimitPublisher {
    private final PlanOfSystem plans;

    PlannedLimitPublisher(PlanOfSystem plans) {
        this.plans = plans;
    }

    @Override
    public Uni<Stated> stated(String system) {
        return plans.of(system).map(plan -> stated(plan.orElse(CapacityPlan.NONE)));
    }

    private static Stated stated(CapacityPlan plan) {
        return new Stated(
                plan.limits().stream().map(PlannedLimitPublisher::limit).toList(),
                Stream.concat(
                                plan.figures().stream().map(PlannedFigure::metric),
                                plan.limits().stream().map(PlannedLimit::metric))
                        .distinct()
                        .toList());
    }

    private static MetricLimit limit(PlannedLimit limit) {
        return new MetricLimit(
                limit.metric(),
                limit.value(),
                limit.unit(),
                limit.lowerIsWorse(),
                limit.warning() ? Severity.WARNING : Severity.CRITICAL,
                limit.action(),
                limit.at().text());
    }
}
