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
 * A sequential scan that keeps less than 5 % of the rows that it reads, over all loops and processes.
 *
 * <p>Source: PostgreSQL documentation, 14.1 "Using EXPLAIN" (rows removed by filter) and 11.1: an index finds few of many
 * rows faster. Below about 5 % the planner takes an index at its default costs where there is one. Silent below 1,000 rows,
 * and below a LIMIT that stopped early unless it read 10,000 rows, of which it kept less than 1 %.
 */
public final class FilteredScan implements PlanRule {
    private static final double KEPT_MAX = 0.05;
    private static final double ROWS_MIN = 1_000;
    private static final double STOPPED_KEPT_MAX = 0.01;
    private static final double STOPPED_ROWS_MIN = 10_000;

    @Override
    public String name() {
        return "filtered-scan";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Seq Scan") && node.attributes().has("Filter"))
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode scan) {
        RowCount removed = scan.rowCount("Rows Removed by Filter");
        double kept = scan.rows().value();
        double read = kept + removed.value();
        boolean stopped = scan.mayHaveStoppedEarly();
        boolean few = scan.rows().max() < (scan.rows().max() + removed.min()) * (stopped ? STOPPED_KEPT_MAX : KEPT_MAX);
        Gain gain = Gain.own(plan, scan).times(read == 0 ? 0 : removed.value() / read);
        if (!few || read < (stopped ? STOPPED_ROWS_MIN : ROWS_MIN) || !gain.isWorthIt()) {
            return Optional.empty();
        }
        String table = SqlNames.label(scan);
        String filter = scan.attributes().text("Filter").orElse("");
        if (IndexRemedy.isOfSubQuery(scan, filter)) {
            return Optional.empty();
        }
        Telling telling = Telling.of(this, plan, scan, gain)
                .seenAs(scan.loops() > scan.processes() ? "seenLoops" : "seen", table, read, kept, scan.loops())
                .threshold(100 * KEPT_MAX)
                .evidence("rowsRead", read)
                .evidence("rowsKept", kept)
                .evidence("loops", scan.loops())
                .evidence("filter", filter);
        IndexRemedy.of(scan, filter).tell(telling, table);
        return Optional.of(telling.advice());
    }
}
