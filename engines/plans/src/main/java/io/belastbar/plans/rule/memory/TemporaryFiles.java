package io.belastbar.plans.rule.memory;

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
 * Rows that were kept for later and did not fit into work_mem: of a CTE, of a Materialize, of a window, of a function. From
 * 128 blocks, 1 MB. Sorts and hashes have rules of their own.
 *
 * <p>Source: PostgreSQL documentation, 19.4, {@code work_mem}, and 7.8.3 "Common Table Expression Materialization".
 */
public final class TemporaryFiles implements PlanRule {
    private static final double BLOCKS_MIN = 128;
    private static final double KB_PER_BLOCK = 8;

    @Override
    public String name() {
        return "temporary-files";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> !node.is("Sort", "Incremental Sort", "Hash", "Hash Join", "Aggregate"))
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode node) {
        double written = node.ownBlocks().tempWritten();
        Gain gain = Gain.own(plan, node);
        if (written < BLOCKS_MIN || !gain.isWorthIt()) {
            return Optional.empty();
        }
        double fileKb = Math.max(written * KB_PER_BLOCK, node.diskKb());
        Telling telling = Telling.of(this, plan, node, gain)
                .seen(SqlNames.label(node), fileKb / 1024)
                .threshold(BLOCKS_MIN)
                .evidence("tempBlocksWritten", written);
        if (node.is("CTE Scan")) {
            return Optional.of(
                    telling.remedyAs("remedy.cte", SqlNames.label(node)).advice());
        }
        if (2 * fileKb > WorkMem.KB_MAX) {
            return Optional.of(telling.remedyAs("remedy.less").advice());
        }
        String workMem = WorkMem.setting(2 * fileKb);
        return Optional.of(telling.remedy(workMem)
                .evidence("sql", "SET LOCAL work_mem = '" + workMem + "'")
                .advice());
    }
}
