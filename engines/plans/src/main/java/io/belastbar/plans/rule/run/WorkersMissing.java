package io.belastbar.plans.rule.run;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.Plan;
import io.belastbar.plans.advice.Advice;
import io.belastbar.plans.advice.PlanRule;
import io.belastbar.plans.rule.Gain;
import io.belastbar.plans.rule.Telling;
import java.util.List;
import java.util.Optional;

/**
 * A parallel plan that got fewer workers than it was made for.
 *
 * <p>Source: PostgreSQL documentation, 15.1 "How Parallel Query Works" and 15.2 "When Can Parallel Query Be Used?": with no
 * worker free the leader does all the work by a plan that was chosen for many.
 */
public final class WorkersMissing implements PlanRule {
    @Override
    public String name() {
        return "workers-missing";
    }

    @Override
    public List<Advice> advise(Plan plan) {
        return plan.nodes().stream()
                .filter(node -> node.is("Gather", "Gather Merge") && node.loops() > 0)
                .flatMap(node -> advise(plan, node).stream())
                .toList();
    }

    private Optional<Advice> advise(Plan plan, MeasuredNode gather) {
        double planned = gather.attributes().numberOrZero("Workers Planned");
        double launched = gather.attributes().numberOrZero("Workers Launched");
        Gain gain = Gain.whole(plan, gather).times((planned - launched) / (planned + 1));
        if (launched >= planned || !gain.isWorthIt()) {
            return Optional.empty();
        }
        return Optional.of(Telling.of(this, plan, gather, gain)
                .seen(planned, launched)
                .remedy()
                .threshold()
                .evidence("workersPlanned", planned)
                .evidence("workersLaunched", launched)
                .advice());
    }
}
