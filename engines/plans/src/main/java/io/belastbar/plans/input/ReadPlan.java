package io.belastbar.plans.input;

import io.belastbar.plans.Plan;

/**
 * A plan that was read, and how often its statement was executed in this way by the log; once without a log.
 *
 * @param line where it begins in what was read, from 1
 * @param meanMs of all calls, 0 if no duration is known
 * @param maxMs the slowest call's, which is the one that this plan is of; 0 if no duration is known
 */
public record ReadPlan(Plan plan, int line, long calls, double meanMs, double maxMs) {

    static ReadPlan alone(Plan plan) {
        double ms = plan.executionMs().orElse(0);
        return new ReadPlan(plan, plan.root().line(), 1, ms, ms);
    }
}
