package io.belastbar.plans.rule.join;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.RowCount;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.SqlNames;
import io.belastbar.plans.rule.Telling;
import java.util.List;
import java.util.Optional;

/**
 * A nested loop that compared 100,000 pairs of rows or more and threw 90 % of them away or more: each outer row with every
 * row of the inner side, which is read again from the table or from memory (Materialize).
 *
 * <p>Source: PostgreSQL documentation, 52.5 "Planner/Optimizer" (hash and merge joins need a condition of equality) and
 * 14.1 ("Rows Removed by Join Filter").
 */
public final class ComparedPairs implements PlanRule {
    private static final double PAIRS_MIN = 100_000;
    private static final double REMOVED_MIN = 0.9;

    @Override
    public String name() {
        return "compared-pairs";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Nested Loop"))
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode join) {
        RowCount removed = join.rowCount("Rows Removed by Join Filter");
        double pairs = removed.value() + join.rows().value();
        Optional<MeasuredNode> inner = join.children().stream()
                .filter(child -> child.relationship().equals("Inner"))
                .findFirst();
        Gain own = Gain.own(plan, join);
        Gain gain = inner.map(side -> own.plus(Gain.whole(plan, side))).orElse(own);
        if (pairs < PAIRS_MIN || removed.min() < pairs * REMOVED_MIN || !gain.isWorthIt()) {
            return Optional.empty();
        }
        String filter = join.attributes().text("Join Filter").orElse("");
        return Optional.of(Telling.of(this, plan, join, gain)
                .title(inner.map(ComparedPairs::table).orElse(join.type()))
                .seen(pairs, join.rows().value(), filter)
                .remedyAs(filter.contains(" = ") ? "remedy" : "remedy.range", filter)
                .threshold(PAIRS_MIN, 100 * REMOVED_MIN)
                .evidence("pairs", pairs)
                .evidence("rowsKept", join.rows().value())
                .evidence("joinFilter", filter)
                .advice());
    }

    private static String table(MeasuredNode inner) {
        return inner.flatten().stream()
                .flatMap(node -> SqlNames.table(node).stream())
                .findFirst()
                .orElseGet(() -> SqlNames.label(inner));
    }
}
