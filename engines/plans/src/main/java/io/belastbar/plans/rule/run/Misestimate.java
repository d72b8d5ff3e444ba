package io.belastbar.plans.rule.run;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.SqlNames;
import io.belastbar.plans.rule.Telling;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Ten times as many or as few rows as the planner thought, on a node of 1,000 rows or more on either side, told once for the
 * deepest node where it starts; from a hundred times on it weighs more. What stands above was chosen by that estimate.
 *
 * <p>Source: PostgreSQL documentation, 14.2 "Statistics Used by the Planner" and 71.1 "Row Estimation Examples"; V. Leis et
 * al., "How Good Are Query Optimizers, Really?", PVLDB 9(3), 2015, section 3 (q-error; estimates of one table are within a
 * factor of ten as a rule). Silent where something above may have stopped early, for what was never executed, below
 * a twentieth of the execution, and for the top of a plan: nothing is chosen by its rows; an aggregate's count of groups is
 * told only from a hundred times on.
 */
public final class Misestimate implements PlanRule {
    private static final double FACTOR_MIN = 10;
    private static final double FACTOR_LARGE = 100;
    private static final double ROWS_MIN = 1_000;
    private static final double ORIGIN_ROWS_MIN = 50;

    /** Of a recursion the planner always assumes ten times its start; what a CTE has is told where it is made. */
    private static final String[] UNGUESSED = {"ModifyTable", "Limit", "Recursive Union", "WorkTable Scan", "CTE Scan"};

    private static final double PART_LARGE = 0.5;
    private static final double PART = 0.25;

    @Override
    public String name() {
        return "misestimate";
    }

    /** One for each origin, whatever it grew to above. */
    @Override
    public List<Advice> advise(Plan plan) {
        List<MeasuredNode> off = plan.nodes().stream()
                .filter(node -> isOff(node) && size(node) >= ROWS_MIN)
                .toList();
        return off.stream()
                .map(Misestimate::origin)
                .distinct()
                .flatMap(node -> advise(plan, node).stream())
                .sorted(Comparator.comparingDouble(Advice::weight).reversed())
                .limit(2)
                .toList();
    }

    private static MeasuredNode origin(MeasuredNode node) {
        MeasuredNode at = node;
        Optional<MeasuredNode> deeper = Optional.of(node);
        while (deeper.isPresent()) {
            at = deeper.get();
            boolean more = factor(at) > 1;
            deeper = at.children().stream()
                    .filter(child -> !child.relationship().equals("SubPlan")
                            && !child.relationship().equals("InitPlan"))
                    .filter(child -> isOff(child) && factor(child) > 1 == more && size(child) >= ORIGIN_ROWS_MIN)
                    .max(Comparator.comparingDouble(Misestimate::size));
        }
        return at.is("Bitmap Index Scan") ? at.parent().orElse(at) : at;
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode node) {
        double factor = factor(node);
        double times = Math.max(factor, 1 / factor);
        boolean large = times >= FACTOR_LARGE;
        boolean decides = node.parent().isPresent() && (large || !node.is("Aggregate", "Group", "Unique"));
        Gain gain = Gain.whole(plan, chosenBy(node));
        if (!decides && !large || !gain.isWorthIt()) {
            return Optional.empty();
        }
        Telling telling = Telling.of(this, plan, node, gain)
                .weighing(large ? PART_LARGE : PART)
                .seenAs(
                        factor > 1 ? "seenMore" : "seenFewer",
                        SqlNames.label(node),
                        node.plannedRows(),
                        node.rowsPerLoop(),
                        times)
                .threshold(FACTOR_MIN, ROWS_MIN)
                .evidence("plannedRows", node.plannedRows())
                .evidence("rows", node.rowsPerLoop())
                .evidence("factor", factor)
                .evidence("loops", node.loops());
        MisestimateRemedy.of(node).tell(telling);
        return Optional.of(telling.advice());
    }

    /** The nearest node above whose method was chosen by these rows; the node itself at the top of a plan. */
    private static MeasuredNode chosenBy(MeasuredNode node) {
        MeasuredNode at = node;
        while (at.parent().isPresent()) {
            at = at.parent().get();
            if (at.is("Nested Loop", "Hash Join", "Merge Join", "Aggregate", "Sort")) {
                return at;
            }
        }
        return at;
    }

    private static boolean isOff(MeasuredNode node) {
        double factor = factor(node);
        // What stopped early and had too many rows all the same is misestimated for certain.
        return factor >= FACTOR_MIN || factor <= 1 / FACTOR_MIN && !node.mayHaveStoppedEarly();
    }

    private static double factor(MeasuredNode node) {
        return node.is(UNGUESSED) ? 1 : node.estimateFactor().orElse(1);
    }

    private static double size(MeasuredNode node) {
        return Math.max(node.rows().value(), node.plannedRows() * node.loops());
    }
}
