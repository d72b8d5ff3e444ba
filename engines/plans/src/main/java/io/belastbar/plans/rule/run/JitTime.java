package io.belastbar.plans.rule.run;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.Telling;
import java.util.List;
import java.util.Optional;

/**
 * Compilation at run time that took a fifth of the execution or more, and 1 ms.
 *
 * <p>Source: PostgreSQL documentation, 30.2 "When to JIT?": by the plan's cost alone, which is far off when rows are
 * misestimated or many partitions are planned. EXPLAIN sums the time over all processes.
 */
public final class JitTime implements PlanRule {
    private static final double SHARE_MIN = 0.2;
    private static final double MS_MIN = 1;

    @Override
    public String name() {
        return "jit-time";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.jit().flatMap(jit -> advise(plan, jit)).stream().toList();
    }

    private Optional<Advice> advise(Plan plan, Plan.Jit jit) {
        double processes =
                plan.nodes().stream().mapToDouble(MeasuredNode::processes).max().orElse(1);
        double ms = jit.totalMs() / Math.max(1, processes);
        Gain gain = Gain.ofMs(plan, ms);
        if (!plan.isMeasured() || gain.share() < SHARE_MIN || ms < MS_MIN) {
            return Optional.empty();
        }
        double above = Math.ceil(plan.root().totalCost() * 2 / 100_000) * 100_000;
        return Optional.of(Telling.of(this, plan, plan.root(), gain)
                .seen(jit.functions(), ms)
                .remedy(Long.toString((long) above), plan.root().totalCost())
                .threshold(100 * SHARE_MIN, MS_MIN)
                .evidence("jitMs", ms)
                .evidence("functions", jit.functions())
                .evidence("sql", "SET jit = off")
                .advice());
    }
}
