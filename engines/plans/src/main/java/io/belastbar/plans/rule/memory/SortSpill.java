package io.belastbar.plans.rule.memory;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.Telling;
import java.util.List;
import java.util.Optional;

/**
 * A sort that wrote to disk because it did not fit into work_mem.
 *
 * <p>Source: PostgreSQL documentation, 14.1 ("Sort Method: external merge  Disk") and 19.4, {@code work_mem}. What it needs
 * in memory is more than its files: measured on versions 14, 16 and 18 with rows of 12 to 461 bytes, twice the files and 64
 * bytes a row suffice. An external sort below a LIMIT is told here only.
 */
public final class SortSpill implements PlanRule {
    private static final double BYTES_PER_ROW = 64;
    private static final double WIDE = 250;

    @Override
    public String name() {
        return "sort-spill";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Sort", "Incremental Sort"))
                .filter(node -> node.diskKb() > 0)
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode sort) {
        Gain gain = Gain.own(plan, sort);
        if (!gain.isWorthIt()) {
            return Optional.empty();
        }
        double processes = Math.max(1, sort.processes());
        double rows = sort.rows().value();
        double neededKb = (2 * sort.diskKb() + rows * BYTES_PER_ROW / 1024) / processes;
        String keys = String.join(", ", sort.attributes().list("Sort Key"));
        Telling telling = Telling.of(this, plan, sort, gain)
                .title(keys)
                .seen(
                        rows,
                        keys,
                        sort.diskKb() / 1024,
                        sort.attributes().text("Sort Method").orElse("external merge"))
                .threshold()
                .evidence("diskKb", sort.diskKb())
                .evidence("rows", rows)
                .evidence("width", sort.plannedWidth());
        if (neededKb > WorkMem.KB_MAX) {
            return Optional.of(telling.remedyAs("remedy.less", keys).advice());
        }
        String workMem = WorkMem.setting(neededKb);
        return Optional.of(telling.remedyAs(
                        sort.plannedWidth() >= WIDE ? "remedy.wide" : "remedy", workMem, keys, sort.plannedWidth())
                .evidence("sql", "SET LOCAL work_mem = '" + workMem + "'")
                .advice());
    }
}
