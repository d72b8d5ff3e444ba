package io.belastbar.plans.rule.checklist;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import java.util.List;

/**
 * A nested loop of a cost above 1,000.
 *
 * <p>Source: requirements 4, {@code QueryOptimizer._analyze_plan_node}, as it stands there.
 */
public final class NestedLoopCost implements PlanRule {
    @Override
    public String name() {
        return "checklist-nested-loop";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(NestedLoopCost::applies)
                .map(node -> Reminder.about(this, plan, node))
                .toList();
    }

    private static boolean applies(MeasuredNode node) {
        return node.is("Nested Loop") && node.totalCost() > 1_000;
    }
}
