package io.belastbar.plans.rule.checklist;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import java.util.List;

/**
 * A sequential scan, whatever it keeps.
 *
 * <p>Source: requirements 4, {@code QueryOptimizer._analyze_plan_node}, as it stands there.
 */
public final class SequentialScan implements PlanRule {
    @Override
    public String name() {
        return "checklist-sequential-scan";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(SequentialScan::applies)
                .map(node -> Reminder.about(this, plan, node))
                .toList();
    }

    private static boolean applies(MeasuredNode node) {
        return node.is("Seq Scan");
    }
}
