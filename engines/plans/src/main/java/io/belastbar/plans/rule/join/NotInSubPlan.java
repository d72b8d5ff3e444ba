package io.belastbar.plans.rule.join;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.Telling;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code NOT IN (SELECT …)}, which because of NULL can never become a join. Not hashed, its rows are searched one after the
 * other for each outer row: told from 100 outer rows on. Hashed, all its rows are read and kept: told from 10,000 rows and
 * half of the execution on.
 *
 * <p>Source: PostgreSQL documentation, 9.24.4 "NOT IN" (NULL in the sub-query makes the answer NULL), and {@code
 * subplan_is_hashable} in {@code subselect.c}: hashed only if it fits into work_mem × hash_mem_multiplier.
 */
public final class NotInSubPlan implements PlanRule {
    private static final double LOOPS_MIN = 100;
    private static final double HASHED_ROWS_MIN = 10_000;
    private static final double HASHED_SHARE_MIN = 0.5;

    @Override
    public String name() {
        return "not-in-sub-plan";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(NotInSubPlan::isOne)
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    /** Before version 17 EXPLAIN wrote {@code (NOT (SubPlan 1))} for it, and for {@code NOT EXISTS}, which stops at once. */
    static boolean isOne(MeasuredNode node) {
        if (!node.relationship().equals("SubPlan")) {
            return false;
        }
        String name = Pattern.quote(node.subplanName());
        boolean stated = mentioned(node, "NOT \\((?:ANY|hashed|ALL).*" + name + "\\b");
        boolean older = mentioned(node, "NOT \\(" + name + "\\)") && node.is("Materialize");
        return stated || older;
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode sub) {
        boolean hashed = mentioned(sub, "hashed " + Pattern.quote(sub.subplanName()) + "\\b");
        MeasuredNode outer = sub.parent().orElseThrow();
        // Filling and searching the hash table is time of the node that has the condition.
        Gain gain = Gain.whole(plan, sub).plus(Gain.own(plan, outer));
        boolean large = hashed
                ? sub.rows().value() >= HASHED_ROWS_MIN && gain.share() >= HASHED_SHARE_MIN
                : sub.loops() >= LOOPS_MIN;
        if (!large || !gain.isWorthIt()) {
            return Optional.empty();
        }
        return Optional.of(Telling.of(this, plan, sub, gain)
                .title(sub.subplanName())
                .seenAs(
                        hashed ? "seenHashed" : "seen",
                        sub.subplanName(),
                        sub.loops(),
                        sub.rows().value())
                .remedy()
                .threshold(LOOPS_MIN, HASHED_ROWS_MIN, 100 * HASHED_SHARE_MIN)
                .evidence("loops", sub.loops())
                .evidence("rows", sub.rows().value())
                .evidence("hashed", Boolean.toString(hashed))
                .advice());
    }

    private static boolean mentioned(MeasuredNode sub, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return sub.parent().stream()
                .flatMap(parent -> List.of("Filter", "Join Filter", "One-Time Filter").stream()
                        .flatMap(key -> parent.attributes().text(key).stream()))
                .anyMatch(text -> compiled.matcher(text).find());
    }
}
