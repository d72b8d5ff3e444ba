package io.belastbar.plans.rule.run;

import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.Telling;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A trigger that took a fifth of the execution or more, and 1 ms. One of a foreign key that took 0.05 ms a call or more very
 * probably reads a table without an index: a look-up by index takes a tenth of that.
 *
 * <p>Source: PostgreSQL documentation, EXPLAIN (time spent in triggers is printed apart) and 5.5.5 "Foreign Keys": "it is
 * often a good idea to index the referencing columns too".
 */
public final class TriggerTime implements PlanRule {
    private static final double SHARE_MIN = 0.2;
    private static final double MS_MIN = 1;
    private static final double INDEXED_MS_A_CALL_MAX = 0.05;

    @Override
    public String name() {
        return "trigger-time";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.triggers().stream()
                .max(Comparator.comparingDouble(Plan.Trigger::ms))
                .flatMap(trigger -> advise(plan, trigger))
                .stream()
                .toList();
    }

    private Optional<Advice> advise(Plan plan, Plan.Trigger trigger) {
        Gain gain = Gain.ofMs(plan, trigger.ms());
        if (gain.share() < SHARE_MIN || trigger.ms() < MS_MIN) {
            return Optional.empty();
        }
        boolean ofKey = !trigger.constraint().isEmpty();
        boolean slow = trigger.ms() / Math.max(1, trigger.calls()) >= INDEXED_MS_A_CALL_MAX;
        String name = ofKey ? trigger.constraint() : trigger.name();
        return Optional.of(Telling.of(this, plan, plan.root(), gain)
                .title(name)
                .seen(name, trigger.calls(), trigger.ms())
                .remedyAs(!ofKey ? "remedy" : slow ? "remedy.key" : "remedy.manyKeys", name)
                .threshold(100 * SHARE_MIN, MS_MIN)
                .evidence("trigger", name)
                .evidence("calls", trigger.calls())
                .evidence("triggerMs", trigger.ms())
                .advice());
    }
}
