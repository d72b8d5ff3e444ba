package io.belastbar.plans.rule.checklist;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import java.util.List;

/**
 * A sort that used more than 1,000 kB.
 *
 * <p>Source: requirements 4, {@code QueryOptimizer._analyze_plan_node}, as it stands there.
 */
public final class SortSpace implements PlanRule {
    @Override
    public String name() {
        return "checklist-sort";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(SortSpace::applies)
                .map(node -> Reminder.about(this, plan, node))
                .toList();
    }

    private static boolean applies(MeasuredNode node) {
        return node.is("Sort") && node.attributes().numberOrZero("Sort Space Used") > 1_000;
    }
}
