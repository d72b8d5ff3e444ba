package io.belastbar.plans.rule.checklist;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.SqlNames;
import io.belastbar.plans.rule.Telling;

/**
 * What requirements 4's rules say of a node. They look at one figure and fire on good plans too, so that each weighs a
 * hundredth of what its node takes and none counts as something to improve.
 */
final class Reminder {
    private static final double WEIGHT = 0.01;

    private Reminder() {}

    static Advice about(PlanRule rule, Plan plan, MeasuredNode node) {
        return Telling.of(rule, plan, node, Gain.own(plan, node))
                .weighing(WEIGHT)
                .seen(SqlNames.label(node), node.totalCost(), node.attributes().numberOrZero("Sort Space Used"))
                .remedy(SqlNames.label(node))
                .threshold()
                .evidence("totalCost", node.totalCost())
                .advice();
    }
}
