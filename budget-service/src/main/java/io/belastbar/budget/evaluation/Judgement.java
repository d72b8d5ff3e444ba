package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Objective;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;

/**
 * A verdict on one objective and what it rests on.
 *
 * @param observed with unit; null without data
 * @param headroomPercent null where there is no amount to compare
 * @param reason null where the verdict is plain
 */
record Judgement(ObjectiveVerdict verdict, String observed, Double headroomPercent, long samples, String reason) {

    static Judgement noData(String reason) {
        return new Judgement(ObjectiveVerdict.NO_DATA, null, null, 0, reason);
    }

    /** The same measurement, but nothing may be concluded from it. */
    Judgement inconclusiveBecause(String why) {
        return verdict == ObjectiveVerdict.NO_DATA
                ? this
                : new Judgement(ObjectiveVerdict.INCONCLUSIVE, observed, headroomPercent, samples, why);
    }

    ObjectiveResult of(String subject, Objective objective) {
        var headroom = headroomPercent == null || headroomPercent.isNaN() ? null : headroomPercent;
        return new ObjectiveResult(
                subject, objective.metric(), objective.limitText(), observed, verdict, headroom, samples, reason);
    }
}
