package io.belastbar.plans.rule.run;

import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.Telling;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Planning that took longer than the execution, and 10 ms: what a connection reads of the catalogue for its first statement
 * takes less than that.
 *
 * <p>Source: PostgreSQL documentation, PREPARE (notes on generic plans) and 5.12.6 "Best Practices for Declarative
 * Partitioning": "Planning times become longer and memory consumption becomes higher when more partitions remain".
 */
public final class PlanningTime implements PlanRule {
    private static final double MS_MIN = 10;
    private static final int PARTITIONS_MANY = 50;

    @Override
    public String name() {
        return "planning-time";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        double planning = plan.planningMs().orElse(0);
        OptionalDouble execution = plan.executionMs();
        if (planning < MS_MIN || execution.isEmpty() || planning <= execution.getAsDouble()) {
            return List.of();
        }
        double both = planning + execution.getAsDouble();
        Gain gain = new Gain(planning / both, planning, Gain.Basis.TIME, 0);
        long scans = plan.nodes().stream()
                .filter(node -> node.relationship().equals("Member"))
                .count();
        return List.of(Telling.of(this, plan, plan.root(), gain)
                .seen(planning, execution.getAsDouble())
                .remedyAs(scans >= PARTITIONS_MANY ? "remedy.partitions" : "remedy", (double) scans)
                .threshold(MS_MIN)
                .evidence("planningMs", planning)
                .evidence("executionMs", execution.getAsDouble())
                .advice());
    }
}
