package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Objective;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;

/**
 * An objective and what became of it.
 *
 * @param fromRun whether the run showed it; false if it was judged on measurements, or not at all
 */
public record JudgedObjective(Objective objective, ObjectiveResult result, boolean fromRun) {

    static JudgedObjective ofRun(Objective objective, Judgement judgement) {
        return new JudgedObjective(
                objective, judgement.warned(objective).of(objective), judgement.verdict() != ObjectiveVerdict.NO_DATA);
    }

    /** The same with another result. */
    public JudgedObjective with(ObjectiveResult other) {
        return new JudgedObjective(objective, other, fromRun);
    }

    static JudgedObjective ofMeasured(Objective objective, Judgement judgement) {
        return new JudgedObjective(objective, judgement.warned(objective).of(objective), false);
    }
}
