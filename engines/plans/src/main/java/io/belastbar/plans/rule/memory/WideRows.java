package io.belastbar.plans.rule.memory;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.Telling;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rows of 250 bytes or more that a sort, a hash or a materialisation carries along although it needs its keys only: 1,000
 * rows and 1 MB at least. Selecting less makes them smaller.
 *
 * <p>Source: requirements 1, "Selective Fields" (fetch the fields that are needed only); {@code Plan Width} is the planner's
 * mean of the bytes of a row. A scan is never named: PostgreSQL hands on whole rows where that is cheaper, and reads them
 * anyway.
 */
public final class WideRows implements PlanRule {
    private static final double WIDTH_MIN = 250;
    private static final double ROWS_MIN = 1_000;
    private static final double BYTES_MIN = 1 << 20;
    private static final double KEY_BYTES = 32;

    @Override
    public String name() {
        return "wide-rows";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Sort", "Hash", "Materialize", "Incremental Sort"))
                .filter(node -> node.plannedWidth() >= WIDTH_MIN)
                .flatMap(node -> advise(plan, node).stream())
                .max(Comparator.comparingDouble(Advice::weight))
                .stream()
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode node) {
        double rows = node.children().stream()
                .mapToDouble(child -> child.rows().value())
                .sum();
        double width = node.plannedWidth();
        Gain gain = Gain.own(plan, node).times(1 - KEY_BYTES / width);
        if (rows < ROWS_MIN || rows * width < BYTES_MIN || node.isNeverExecuted() || !gain.isWorthIt()) {
            return Optional.empty();
        }
        double columns = node.attributes().list("Output").size();
        return Optional.of(Telling.of(this, plan, node, gain)
                .title(node.type())
                .seenAs(columns > 0 ? "seen" : "seenWithoutColumns", node.type(), rows, width, columns)
                .remedy()
                .threshold(WIDTH_MIN)
                .evidence("rows", rows)
                .evidence("width", width)
                .evidence("columns", columns)
                .advice());
    }
}
