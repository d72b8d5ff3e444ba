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
 * A hashed GROUP BY or DISTINCT that wrote rows to disk because its groups did not fit into memory.
 *
 * <p>Source: PostgreSQL documentation, 19.4, {@code hash_mem_multiplier}, and the release notes of version 13 (hash
 * aggregates that use disk). The need lies below memory × batches and below memory + 2.5 × files (measured on versions 14
 * and 18).
 */
public final class HashAggregateSpill implements PlanRule {
    private static final double MEMORY_PER_FILE = 2.5;

    @Override
    public String name() {
        return "hash-aggregate-spill";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Aggregate") && node.attributes().has("Disk Usage") && node.diskKb() > 0)
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode aggregate) {
        Gain gain = Gain.own(plan, aggregate);
        if (!gain.isWorthIt()) {
            return Optional.empty();
        }
        double processes = Math.max(1, aggregate.processes());
        double memory = aggregate.memoryKb() / processes;
        double disk = aggregate.diskKb() / processes;
        double neededKb = Math.min(memory * Math.max(1, aggregate.hashBatches()), memory + MEMORY_PER_FILE * disk);
        String keys = String.join(", ", aggregate.attributes().list("Group Key"));
        Telling telling = Telling.of(this, plan, aggregate, gain)
                .title(keys)
                .seen(aggregate.rows().value(), keys, aggregate.diskKb() / 1024, aggregate.hashBatches())
                .threshold()
                .evidence("diskKb", aggregate.diskKb())
                .evidence("batches", aggregate.hashBatches())
                .evidence("groups", aggregate.rows().value());
        if (neededKb > WorkMem.KB_MAX) {
            return Optional.of(telling.remedyAs("remedy.less", keys).advice());
        }
        String workMem = WorkMem.setting(neededKb);
        return Optional.of(telling.remedy(workMem, keys)
                .evidence("sql", "SET LOCAL work_mem = '" + workMem + "'")
                .advice());
    }
}
