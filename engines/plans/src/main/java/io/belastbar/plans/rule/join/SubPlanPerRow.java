package io.belastbar.plans.rule.join;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.Telling;
import java.util.List;
import java.util.Optional;

/**
 * A sub-query that is executed once per row, 100 times or more, and takes a fifth of the execution or more.
 *
 * <p>Source: PostgreSQL documentation, 14.1 "Using EXPLAIN" (SubPlan, "re-executed for each row of the outer query") and
 * 4.2.11 "Scalar Subqueries". A hashed sub-plan is executed once and is silent.
 */
public final class SubPlanPerRow implements PlanRule {
    private static final double LOOPS_MIN = 100;
    private static final double SHARE_MIN = 0.2;

    @Override
    public String name() {
        return "sub-plan-per-row";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.relationship().equals("SubPlan") && node.loops() >= LOOPS_MIN)
                .filter(node -> !NotInSubPlan.isOne(node))
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode sub) {
        Gain gain = Gain.whole(plan, sub);
        if (gain.share() < SHARE_MIN || !gain.isWorthIt()) {
            return Optional.empty();
        }
        return Optional.of(Telling.of(this, plan, sub, gain)
                .title(sub.subplanName())
                .seen(sub.subplanName(), sub.loops(), sub.totalMs())
                .remedyAs(sub.is("Aggregate") ? "remedy.aggregate" : "remedy")
                .threshold(LOOPS_MIN, 100 * SHARE_MIN)
                .evidence("loops", sub.loops())
                .evidence("totalMs", sub.totalMs())
                .advice());
    }
}
