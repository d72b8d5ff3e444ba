package io.belastbar.budget.evaluation.relative;

import io.belastbar.budget.evaluation.BudgetEvaluation;
import io.belastbar.budget.evaluation.Evidence;
import io.belastbar.budget.evaluation.JudgedObjective;
import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.relative.RelativePromise;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.contracts.MeasuredValue;
import io.belastbar.contracts.ObjectiveResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.contracts.TestRunFinished;
import io.belastbar.contracts.WithoutDependency;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Optional;

/**
 * What became of a promise whose limit is relative to how it was before.
 *
 * @param shown the verdict, with the baseline that it rests on
 * @param forSeries the same without what the baseline, or the want of one, makes of it: what its series keeps
 */
public record RelativeJudgement(JudgedObjective shown, JudgedObjective forSeries) {

    /**
     * Judges one promise: like every other, against the amount that the baseline gives. Pure.
     *
     * @param evidence with a run; what was measured is that of {@link RelativePromise#unbounded()}
     */
    public static RelativeJudgement judge(RelativePromise promise, Evidence evidence, Before before) {
        var run = evidence.run().orElseThrow();
        var window = evidence.measured().of(promise.unbounded());
        var here = evidence.with(objective -> window);
        var observed = BudgetEvaluation.judge(promise.unbounded(), here);
        if (observed.result().verdict() == ObjectiveVerdict.NO_DATA) {
            var result = observed.result();
            return same(observed.with(with(
                    result, promise.limit().text(), result.verdict(), reason(result), result.withoutDependency())));
        }
        var baseline = observed.fromRun()
                ? Baseline.ofRuns(promise, before.runs())
                : Baseline.ofMeasured(promise, before.measured());
        return switch (baseline) {
            case Baseline.Unknown(Sentence why) ->
                new RelativeJudgement(unjudged(promise, observed, run, why), observed);
            case Baseline.Known known ->
                promise.against(known.value())
                        .map(objective -> against(promise, BudgetEvaluation.judge(objective, here), run, known))
                        .orElseGet(() -> new RelativeJudgement(
                                unjudged(promise, observed, run, noSuchAmount(promise, known)), observed));
        };
    }

    private static RelativeJudgement same(JudgedObjective judged) {
        return new RelativeJudgement(judged, judged);
    }

    private static RelativeJudgement against(
            RelativePromise promise, JudgedObjective judged, TestRunFinished run, Baseline.Known baseline) {
        var result = judged.result();
        var dimension = promise.measure().dimension();
        var change = promise.limit().change();
        var limit = result.limit() + " (" + change + " of " + dimension.text(baseline.value()) + ")";
        var rests = new Sentence(
                change + " of " + dimension.text(baseline.value()) + ", "
                        + baseline.origin().english(),
                change + " von " + dimension.text(baseline.value(), ReportLanguage.GERMAN) + ", "
                        + baseline.origin().german());
        var doubt = result.verdict() == ObjectiveVerdict.FAIL ? doubt(judged, run) : Optional.<Sentence>empty();
        if (doubt.isPresent()) {
            var why = joined(rests, joined(doubt.get(), reason(result)));
            return new RelativeJudgement(
                    judged.with(with(result, limit, ObjectiveVerdict.INCONCLUSIVE, why, null)), judged);
        }
        return new RelativeJudgement(
                judged.with(with(
                        result, limit, result.verdict(), joined(rests, reason(result)), result.withoutDependency())),
                judged);
    }

    /** What speaks against a violation: the baseline is a sample as well, and that of times one of good answers. */
    private static Optional<Sentence> doubt(JudgedObjective judged, TestRunFinished run) {
        if (failuresAlone(judged, run)) {
            return Optional.of(new Sentence(
                    "the good answers keep it, as those of the baseline did; with the failed ones it is broken, and how many"
                            + " may fail is another promise",
                    "die guten Antworten halten es, wie die der Ausgangslage; mit den fehlgeschlagenen ist es verfehlt, und"
                            + " wie viele fehlschlagen dürfen, ist eine andere Zusage"));
        }
        return mayBeChance(judged)
                ? Optional.of(new Sentence(
                        "missed, but the 95% interval reaches the limit: it may be chance",
                        "verfehlt, doch das 95-%-Intervall reicht an die Grenze: Es kann Zufall sein"))
                : Optional.empty();
    }

    private static boolean mayBeChance(JudgedObjective judged) {
        var measured = judged.result().measured();
        if (measured == null) {
            return false;
        }
        var fromAbove = judged.objective().limit().comparison().limitsFromAbove();
        var bound = fromAbove ? measured.confidenceLow() : measured.confidenceHigh();
        return bound != null && keeps(judged.objective(), bound);
    }

    /** The baseline of times is that of good answers; a failed one counts as too slow. */
    private static boolean failuresAlone(JudgedObjective judged, TestRunFinished run) {
        var objective = judged.objective();
        var time = objective.measure() == Measure.RESPONSE_TIME || objective.measure() == Measure.DURATION;
        return judged.fromRun()
                && time
                && BudgetEvaluation.seriesValue(judged, run)
                        .filter(value -> keeps(objective, value))
                        .isPresent();
    }

    private static boolean keeps(Objective objective, double value) {
        return objective.limit().keptBy(objective.measure().dimension().magnitude(value));
    }

    private static Sentence noSuchAmount(RelativePromise promise, Baseline.Known baseline) {
        var change = promise.limit().change();
        var dimension = promise.measure().dimension();
        return new Sentence(
                "there is no limit at " + change + " of " + dimension.text(baseline.value()) + ", "
                        + baseline.origin().english(),
                "es gibt keine Grenze bei " + change + " von "
                        + dimension.text(baseline.value(), ReportLanguage.GERMAN) + ", "
                        + baseline.origin().german());
    }

    /** What was observed, as it would be compared, without a verdict. */
    private static JudgedObjective unjudged(
            RelativePromise promise, JudgedObjective observed, TestRunFinished run, Sentence why) {
        var result = observed.result();
        var dimension = promise.measure().dimension();
        var value = observed.fromRun()
                ? BudgetEvaluation.seriesValue(observed, run)
                : Optional.ofNullable(result.measured()).map(MeasuredValue::value);
        var because = result.verdict() == ObjectiveVerdict.INCONCLUSIVE ? joined(why, reason(result)) : why;
        return observed.with(new ObjectiveResult(
                result.subject(),
                result.metric(),
                promise.limit().text(),
                value.map(dimension::text).orElse(null),
                ObjectiveVerdict.INCONCLUSIVE,
                null,
                result.samples(),
                because.english(),
                because.german(),
                value.map(amount -> measured(amount, dimension)).orElse(null),
                null,
                result.informational(),
                result.weight(),
                result.missing()));
    }

    private static MeasuredValue measured(double value, Dimension dimension) {
        return new MeasuredValue(value, null, null, dimension.unit());
    }

    private static ObjectiveResult with(
            ObjectiveResult result,
            String limit,
            ObjectiveVerdict verdict,
            Sentence reason,
            WithoutDependency withoutDependency) {
        return new ObjectiveResult(
                result.subject(),
                result.metric(),
                limit,
                result.observed(),
                verdict,
                result.headroomPercent(),
                result.samples(),
                reason == null ? null : reason.english(),
                reason == null ? null : reason.german(),
                result.measured(),
                withoutDependency,
                result.informational(),
                result.weight(),
                result.missing());
    }

    private static Sentence reason(ObjectiveResult result) {
        return result.reason() == null ? null : new Sentence(result.reason(), result.reasonGerman());
    }

    private static Sentence joined(Sentence one, Sentence other) {
        return other == null
                ? one
                : new Sentence(one.english() + "; " + other.english(), one.german() + "; " + other.german());
    }

    /**
     * What was known of a figure before.
     *
     * @param runs values of main's runs of the same scenario on the same testbed that ended before, oldest first
     * @param measured values of main before the window that is judged, oldest first
     */
    public record Before(List<SeriesPoint> runs, List<SeriesPoint> measured) {

        public static final Before NOTHING = new Before(List.of(), List.of());
    }
}
