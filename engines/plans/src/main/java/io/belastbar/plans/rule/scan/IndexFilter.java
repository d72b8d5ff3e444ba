package io.belastbar.plans.rule.scan;

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
 * A scan by an index of whose rows a filter then removes 90 % or more: the index has too few of the columns, or was taken
 * for its order only.
 *
 * <p>Source: PostgreSQL documentation, 14.1 "Using EXPLAIN" ("Rows Removed by Filter" of an index scan) and 11.3
 * "Multicolumn Indexes". Silent below 1,000 removed rows.
 */
public final class IndexFilter implements PlanRule {
    private static final double REMOVED_MIN = 0.9;
    private static final double ROWS_MIN = 1_000;

    @Override
    public String name() {
        return "index-filter";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Index Scan", "Index Only Scan", "Bitmap Heap Scan"))
                .filter(node -> node.attributes().has("Filter"))
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode scan) {
        RowCount removed = scan.rowCount("Rows Removed by Filter");
        double kept = scan.rows().value();
        double read = kept + removed.value();
        boolean most = removed.min() >= (scan.rows().max() + removed.min()) * REMOVED_MIN;
        Gain gain = Gain.whole(plan, scan).times(read == 0 ? 0 : removed.value() / read);
        if (!most || removed.value() < ROWS_MIN || !gain.isWorthIt()) {
            return Optional.empty();
        }
        String filter = scan.attributes().text("Filter").orElse("");
        boolean bounded = scan.is("Bitmap Heap Scan") || scan.attributes().has("Index Cond");
        if (IndexRemedy.isOfSubQuery(scan, filter)) {
            return Optional.empty();
        }
        Telling telling = Telling.of(this, plan, scan, gain)
                .title(index(scan))
                .seenAs(bounded ? "seen" : "seenWhole", index(scan), read, kept, SqlNames.label(scan))
                .threshold(100 * REMOVED_MIN)
                .evidence("rowsRead", read)
                .evidence("rowsKept", kept)
                .evidence("index", index(scan))
                .evidence("filter", filter);
        IndexRemedy.of(scan, filter).tell(telling, SqlNames.label(scan));
        return Optional.of(telling.advice());
    }

    private static String index(MeasuredNode scan) {
        return scan.flatten().stream()
                .flatMap(node -> node.attributes().text("Index Name").stream())
                .findFirst()
                .orElseGet(() -> SqlNames.label(scan));
    }
}
