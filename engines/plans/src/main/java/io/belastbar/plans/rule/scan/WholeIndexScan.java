package io.belastbar.plans.rule.scan;

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
 * An index scan without a condition that fetched a whole table row by row, in an order in which the rows do not lie: at
 * least 10,000 rows, with a block of the table for every second of them or more.
 *
 * <p>Source: PostgreSQL documentation, 11.4 "Indexes and ORDER BY": "For a query that requires scanning a large fraction
 * of the table, an explicit sort is likely to be faster than using an index". Silent where a LIMIT stopped it, for an index
 * that is read alone (a count of a whole table), and where rows lie in the index's order.
 */
public final class WholeIndexScan implements PlanRule {
    private static final double ROWS_MIN = 10_000;
    private static final double BLOCKS_PER_ROW_MIN = 0.5;

    @Override
    public String name() {
        return "whole-index-scan";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Index Scan") && !node.attributes().has("Index Cond"))
                .filter(node -> !node.attributes().has("Order By") && !node.mayHaveStoppedEarly())
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode scan) {
        double read = scan.rows().value() + scan.removedRows().value();
        double blocks = scan.ownBlocks().touched();
        Gain gain = Gain.own(plan, scan);
        if (read < ROWS_MIN || blocks < read * BLOCKS_PER_ROW_MIN || !gain.isWorthIt()) {
            return Optional.empty();
        }
        String index = scan.attributes().text("Index Name").orElse("");
        return Optional.of(Telling.of(this, plan, scan, gain)
                .weighing(0.5)
                .title(index)
                .seen(index, SqlNames.label(scan), read, blocks)
                .remedy(SqlNames.label(scan), SqlNames.quoted(index))
                .threshold(ROWS_MIN)
                .evidence("rowsRead", read)
                .evidence("blocks", blocks)
                .evidence("index", index)
                .advice());
    }
}
