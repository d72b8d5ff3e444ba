package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Terms;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.contracts.MeasuredValue;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.WithoutDependency;
import io.belastbar.quantity.share.ShareJudgement;
import io.belastbar.report.Sentence;

/**
 * A verdict on one objective and what it rests on.
 *
 * @param observed with unit; null without data
 * @param measured the observed amount; null where there is none
 * @param reason null where the verdict is plain
 */
record Judgement(
        ObjectiveVerdict verdict,
        String observed,
        MeasuredValue measured,
        long samples,
        Sentence reason,
        WithoutDependency withoutDependency) {

    Judgement(ObjectiveVerdict verdict, String observed, MeasuredValue measured, long samples, Sentence reason) {
        this(verdict, observed, measured, samples, reason, null);
    }

    /** What a sample says about a share, as the events call it. */
    static ObjectiveVerdict verdict(ShareJudgement.Verdict verdict) {
        return switch (verdict) {
            case PASS -> ObjectiveVerdict.PASS;
            case WARN -> ObjectiveVerdict.WARN;
            case INCONCLUSIVE -> ObjectiveVerdict.INCONCLUSIVE;
            case FAIL -> ObjectiveVerdict.FAIL;
        };
    }

    static Judgement noData(Sentence reason) {
        return new Judgement(ObjectiveVerdict.NO_DATA, null, null, 0, reason);
    }

    /**
     * A verdict on a measured amount of the objective's dimension. Where so many requests failed that no good answer is
     * that amount, there is none to show: the reason says so.
     */
    static Judgement of(
            ObjectiveVerdict verdict, Objective objective, Interval interval, long samples, Sentence reason) {
        if (Double.isInfinite(interval.value())) {
            return new Judgement(verdict, null, null, samples, beyond(reason));
        }
        var dimension = objective.measure().dimension();
        return new Judgement(
                verdict,
                objective.observedText(interval.value()),
                new MeasuredValue(interval.value(), interval.low(), interval.high(), dimension.unit()),
                samples,
                reason);
    }

    private static Sentence beyond(Sentence reason) {
        return new Sentence(
                "beyond every good answer: " + reason.english(), "jenseits jeder guten Antwort: " + reason.german());
    }

    /** The same measurement, but nothing may be concluded from it. */
    Judgement inconclusiveBecause(Sentence why) {
        return verdict == ObjectiveVerdict.NO_DATA
                ? this
                : new Judgement(ObjectiveVerdict.INCONCLUSIVE, observed, measured, samples, why, withoutDependency);
    }

    /** The same with a further reason. */
    Judgement because(Sentence further) {
        var why = reason == null
                ? further
                : new Sentence(reason.english() + "; " + further.english(), reason.german() + "; " + further.german());
        return new Judgement(verdict, observed, measured, samples, why, withoutDependency);
    }

    Judgement with(WithoutDependency without) {
        return new Judgement(verdict, observed, measured, samples, reason, without);
    }

    /** A promise that is kept, but not its warning limit, is a warning. */
    Judgement warned(Objective objective) {
        var warning = objective.warning();
        if (verdict != ObjectiveVerdict.PASS || warning == null || measured == null) {
            return this;
        }
        if (warning.keptBy(objective.measure().dimension().magnitude(measured.value()))) {
            return this;
        }
        var why = new Sentence(
                "kept, but not the warning limit " + warning.text(),
                "gehalten, nicht aber die Warngrenze " + warning.text());
        return new Judgement(ObjectiveVerdict.WARN, observed, measured, samples, why, withoutDependency);
    }

    ObjectiveResult of(Objective objective) {
        return new ObjectiveResult(
                objective.subject().text(),
                objective.metric(),
                objective.limitText(),
                observed,
                verdict,
                headroomPercent(objective),
                samples,
                reason == null ? null : reason.english(),
                reason == null ? null : reason.german(),
                measured,
                withoutDependency,
                objective.terms().informational() ? true : null,
                objective.terms().weight() == Terms.UNWEIGHTED
                        ? null
                        : objective.terms().weight(),
                null);
    }

    private Double headroomPercent(Objective objective) {
        if (measured == null || objective.limit() == null) {
            return null;
        }
        var magnitude = objective.measure().dimension().magnitude(measured.value());
        var headroom = objective.limit().headroomPercent(magnitude);
        return Double.isNaN(headroom) ? null : headroom;
    }
}
