package io.belastbar.plans.rule;

import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import java.util.Comparator;
import java.util.List;

/** All rules about plans, one file each. */
public final class PlanRules {
    public static final List<PlanRule> ALL = List.of();

    private PlanRules() {}

    /** What all rules say about a plan, the weightiest first; empty if there is nothing to improve. */
    public static List<Advice> advise(Plan plan) {
        return ALL.stream()
                .flatMap(rule -> rule.advise(plan).stream())
                .sorted(Comparator.comparingDouble(Advice::weight).reversed())
                .toList();
    }
}
