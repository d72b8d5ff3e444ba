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
 * An OFFSET that throws away 1,000 rows or more, ten times as many as are returned: they are computed all the same.
 *
 * <p>Source: PostgreSQL documentation, 7.6 "LIMIT and OFFSET": "The rows skipped by an OFFSET clause still have to be
 * computed inside the server; therefore a large OFFSET might be inefficient". Without an OFFSET a LIMIT asks for no row more
 * than it returns; below a Gather the workers may be a few rows ahead.
 */
public final class LargeOffset implements PlanRule {
    private static final double SKIPPED_MIN = 1_000;
    private static final double TIMES_RETURNED_MIN = 10;

    @Override
    public String name() {
        return "large-offset";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Limit") && node.children().size() == 1)
                .filter(node -> !node.children().getFirst().is("Gather"))
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode limit) {
        double returned = limit.rows().value();
        double computed = limit.children().getFirst().rows().value();
        double skipped = computed - returned;
        Gain gain = Gain.whole(plan, limit).times(computed == 0 ? 0 : skipped / computed);
        if (skipped < SKIPPED_MIN || skipped < TIMES_RETURNED_MIN * returned || !gain.isWorthIt()) {
            return Optional.empty();
        }
        return Optional.of(Telling.of(this, plan, limit, gain)
                .seen(skipped, returned)
                .remedy(order(limit))
                .threshold(SKIPPED_MIN, TIMES_RETURNED_MIN)
                .evidence("rowsSkipped", skipped)
                .evidence("rowsReturned", returned)
                .advice());
    }

    /** What the rows are sorted by, as far as the plan says; else an ellipsis. */
    private static String order(MeasuredNode limit) {
        return limit.flatten().stream()
                .filter(node -> node.is("Sort", "Incremental Sort"))
                .map(node -> String.join(", ", node.attributes().list("Sort Key")))
                .map(keys -> keys.replaceAll(" (DESC|ASC|NULLS FIRST|NULLS LAST)", ""))
                .findFirst()
                .orElse("…");
    }
}
