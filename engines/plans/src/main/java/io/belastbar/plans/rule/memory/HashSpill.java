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
 * A hash join whose table did not fit into memory: it was cut into more than one batch, all but the first of which went
 * through files.
 *
 * <p>Source: PostgreSQL documentation, 14.1 ("Batches") and 19.4, {@code hash_mem_multiplier}. The whole table needs about
 * the memory of one batch times the batches (measured on versions 14 and 18 to within 1 %).
 */
public final class HashSpill implements PlanRule {
    @Override
    public String name() {
        return "hash-spill";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Hash") && node.hashBatches() > 1)
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode hash) {
        Gain own = Gain.own(plan, hash);
        Gain gain = hash.parent().map(join -> own.plus(Gain.own(plan, join))).orElse(own);
        if (!gain.isWorthIt()) {
            return Optional.empty();
        }
        double batches = hash.hashBatches();
        double neededKb = hash.attributes().numberOrZero("Peak Memory Usage") * batches;
        double rows = hash.rows().value();
        double planned = hash.attributes().numberOrZero("Original Hash Batches");
        Telling telling = Telling.of(this, plan, hash, gain)
                .seenAs(planned > 0 && planned < batches ? "seenMore" : "seen", rows, batches, planned)
                .threshold()
                .evidence("batches", batches)
                .evidence("rows", rows)
                .evidence("neededKb", neededKb);
        if (neededKb > WorkMem.KB_MAX) {
            return Optional.of(telling.remedyAs("remedy.less").advice());
        }
        String workMem = WorkMem.setting(neededKb);
        return Optional.of(telling.remedy(workMem)
                .evidence("sql", "SET LOCAL work_mem = '" + workMem + "'")
                .advice());
    }
}
