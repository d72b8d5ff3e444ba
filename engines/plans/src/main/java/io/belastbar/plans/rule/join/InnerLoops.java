package io.belastbar.plans.rule.join;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.SqlNames;
import io.belastbar.plans.rule.Telling;
import java.util.List;
import java.util.Optional;

/**
 * A nested loop that started its inner side 1,000 times or more, which took a fifth of the execution or more.
 *
 * <p>Source: PostgreSQL documentation, 14.1 "Using EXPLAIN" (the inner scan is repeated for each outer row) and 52.5: hash
 * and merge joins read each side once. Silent where the inner rows are kept in memory (that is {@link ComparedPairs}), or
 * found again by Memoize.
 */
public final class InnerLoops implements PlanRule {
    private static final double LOOPS_MIN = 1_000;
    private static final double SHARE_MIN = 0.2;

    @Override
    public String name() {
        return "inner-loops";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Nested Loop"))
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode join) {
        return join.children().stream()
                .filter(child -> child.relationship().equals("Inner"))
                .filter(inner -> !inner.is("Materialize") && inner.loops() >= LOOPS_MIN)
                .flatMap(inner -> advise(plan, join, inner).stream())
                .findFirst();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode join, MeasuredNode inner) {
        Gain gain = Gain.whole(plan, inner);
        if (gain.share() < SHARE_MIN || !gain.isWorthIt()) {
            return Optional.empty();
        }
        MeasuredNode read = inner.is("Memoize") ? inner.children().getFirst() : inner;
        boolean bounded =
                read.flatten().stream().anyMatch(node -> node.attributes().has("Index Cond"));
        String label = read.flatten().stream()
                .flatMap(node -> SqlNames.table(node).stream())
                .findFirst()
                .orElseGet(() -> SqlNames.label(read));
        String planned = join.children().stream()
                .filter(child -> child.relationship().equals("Outer"))
                .filter(outer -> inner.loops() / Math.max(1, outer.plannedRows() * outer.loops()) >= 10)
                .map(outer -> "remedy.misestimate")
                .findFirst()
                .orElse(bounded ? "remedy.index" : "remedy");
        return Optional.of(Telling.of(this, plan, inner, gain)
                .title(label)
                .seen(label, inner.loops(), inner.totalMs())
                .remedyAs(planned, label)
                .threshold(LOOPS_MIN, 100 * SHARE_MIN)
                .evidence("loops", inner.loops())
                .evidence("innerMs", inner.totalMs())
                .advice());
    }
}
