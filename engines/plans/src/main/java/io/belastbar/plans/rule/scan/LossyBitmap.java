package io.belastbar.plans.rule.scan;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.NodeAttributes;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.SqlNames;
import io.belastbar.plans.rule.Telling;
import io.belastbar.plans.rule.memory.WorkMem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bitmap that did not fit into work_mem and remembers whole pages instead of rows, so that every row of these pages is
 * checked again: a tenth of its pages or more, and 1,000 rows that were checked in vain.
 *
 * <p>Source: PostgreSQL documentation, 14.1 ("Heap Blocks: exact, lossy") and {@code tbm_calculate_entries} in
 * {@code tidbitmap.c}: 64 bytes a page with its hash entry, here twice that.
 */
public final class LossyBitmap implements PlanRule {
    private static final double LOSSY_MIN = 0.1;
    private static final double RECHECKED_MIN = 1_000;
    private static final double KB_PER_PAGE = 128 / 1024.0;

    @Override
    public String name() {
        return "lossy-bitmap";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Bitmap Heap Scan"))
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode scan) {
        double lossy = blocks(scan, "Lossy Heap Blocks");
        double pages = lossy + blocks(scan, "Exact Heap Blocks");
        double rechecked = scan.rowCount("Rows Removed by Index Recheck").value();
        double read = scan.rows().value() + scan.removedRows().value();
        Gain gain = Gain.own(plan, scan).times(read == 0 ? 0 : rechecked / read);
        if (lossy < pages * LOSSY_MIN || rechecked < RECHECKED_MIN || !gain.isWorthIt()) {
            return Optional.empty();
        }
        String workMem = WorkMem.setting(pages * KB_PER_PAGE);
        return Optional.of(Telling.of(this, plan, scan, gain)
                .seen(SqlNames.label(scan), lossy, pages, rechecked)
                .remedy(workMem)
                .threshold(100 * LOSSY_MIN)
                .evidence("lossyPages", lossy)
                .evidence("pages", pages)
                .evidence("rowsRecheckedInVain", rechecked)
                .evidence("sql", "SET LOCAL work_mem = '" + workMem + "'")
                .advice());
    }

    /** Since version 18 each worker has its own. */
    private static double blocks(MeasuredNode scan, String key) {
        return Stream.concat(Stream.of(scan.attributes()), scan.workers().stream())
                .mapToDouble((NodeAttributes process) -> process.numberOrZero(key))
                .sum();
    }
}
