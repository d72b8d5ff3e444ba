package io.belastbar.plans.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.answer.PlanAnalysis.JudgedPlan;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A plan as an answer has it; what is not known is left out.
 *
 * @param line where it begins in what was sent
 * @param statement only a log says it
 * @param calls executions of the statement with this plan in a log; 1 without
 * @param measured whether ANALYZE executed it
 * @param timed whether its nodes have times
 * @param totalMs what shares are parts of
 * @param verdict how much advice there is, or why there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanView(
        int line,
        String statement,
        String queryId,
        long calls,
        double meanMs,
        double maxMs,
        boolean measured,
        boolean timed,
        Double planningMs,
        Double executionMs,
        double totalMs,
        Double serializationMs,
        Plan.Jit jit,
        List<Plan.Trigger> triggers,
        Map<String, String> settings,
        List<NodeView> nodes,
        Sentence verdict,
        List<Advice> advice) {

    static PlanView of(JudgedPlan judged) {
        Plan plan = judged.read().plan();
        return new PlanView(
                judged.read().line(),
                plan.queryText().orElse(null),
                plan.queryId().orElse(null),
                judged.read().calls(),
                judged.read().meanMs(),
                judged.read().maxMs(),
                plan.isMeasured(),
                plan.isTimed(),
                orNull(plan.planningMs()),
                orNull(plan.executionMs()),
                plan.totalMs(),
                orNull(plan.serializationMs()),
                plan.jit().orElse(null),
                plan.triggers(),
                plan.settings(),
                plan.nodes().stream().map(NodeView::of).toList(),
                PlanSummary.verdict(judged),
                judged.advice());
    }

    static Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
