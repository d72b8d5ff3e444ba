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
 * An index-only scan that had to look into the table for a fifth of its rows or more, 1,000 at least: the visibility map
 * does not know their pages as visible to all, since the table was not vacuumed after it changed.
 *
 * <p>Source: PostgreSQL documentation, 11.9 "Index-Only Scans and Covering Indexes" and 65.4 "Visibility Map". {@code Heap
 * Fetches} is a sum over all loops.
 */
public final class HeapFetches implements PlanRule {
    private static final double SHARE_MIN = 0.2;
    private static final double FETCHES_MIN = 1_000;

    @Override
    public String name() {
        return "heap-fetches";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Index Only Scan"))
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode scan) {
        double fetches = scan.attributes().numberOrZero("Heap Fetches");
        double rows = scan.rows().max() + scan.removedRows().max();
        Gain gain = Gain.own(plan, scan).times(rows == 0 ? 1 : fetches / Math.max(rows, fetches));
        if (fetches < FETCHES_MIN || fetches < rows * SHARE_MIN || !gain.isWorthIt()) {
            return Optional.empty();
        }
        String table = SqlNames.label(scan);
        return Optional.of(Telling.of(this, plan, scan, gain)
                .seen(table, fetches, rows)
                .remedy(table)
                .threshold(100 * SHARE_MIN)
                .evidence("heapFetches", fetches)
                .evidence("rows", rows)
                .evidence("sql", "VACUUM (ANALYZE) " + table)
                .advice());
    }
}
