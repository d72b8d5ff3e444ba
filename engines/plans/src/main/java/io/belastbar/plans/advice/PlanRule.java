package io.belastbar.plans.advice;

import io.belastbar.plans.Plan;
import java.util.List;

/** One thing that can be wrong with a plan. A rule says nothing rather than something that may be wrong. */
public interface PlanRule {

    /** In kebab case, stable, for example {@code sort-on-disk}. */
    String name();

    /** What it has to say about a plan; empty if there is nothing to improve, or nothing was measured that says so. */
    List<Advice> advise(Plan plan);
}
