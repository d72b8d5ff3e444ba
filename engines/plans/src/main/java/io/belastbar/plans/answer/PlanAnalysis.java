package io.belastbar.plans.answer;

import io.belastbar.document.ProblemError;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.input.LoggedStatement;
import io.belastbar.plans.input.PlanInput;
import io.belastbar.plans.input.ReadPlan;
import io.belastbar.plans.rule.PlanRules;
import java.util.List;

/**
 * What was handed in, with what all rules say about it.
 *
 * @param omitted plans and statements of a log beyond the slowest, which are not here
 */
public record PlanAnalysis(
        List<JudgedPlan> plans, List<LoggedStatement> statements, List<ProblemError> unread, long omitted) {

    /** A plan and the advice about it, the weightiest first; none means that there is nothing to improve. */
    public record JudgedPlan(ReadPlan read, List<Advice> advice) {}

    /**
     * Reads and judges a text.
     *
     * @throws io.belastbar.document.RefusedInput if it holds no plan and no durations
     */
    public static PlanAnalysis of(String text) {
        PlanInput input = PlanInput.read(text);
        List<JudgedPlan> judged = input.plans().stream()
                .map(read -> new JudgedPlan(read, PlanRules.advise(read.plan())))
                .toList();
        return new PlanAnalysis(judged, input.statements(), input.unread(), input.omitted());
    }

    /** Advice about all plans. */
    public long adviceCount() {
        return plans.stream().mapToLong(plan -> plan.advice().size()).sum();
    }
}
