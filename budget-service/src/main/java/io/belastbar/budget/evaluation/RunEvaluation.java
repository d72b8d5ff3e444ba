package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.quantity.share.ShareJudgement;
import io.belastbar.quantity.share.ShareJudgement.Range;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Optional;

/** Holds a promise about endpoints or operations against what the load generator measured. */
final class RunEvaluation {

    /** The edges of the measured window cost this share of a rate: requests that started inside and finished outside. */
    private static final double EDGE_SHARE = 0.01;

    private RunEvaluation() {}

    /** Judges one promise; {@code steps} are the results of the scenario's steps that show its subject. */
    static Judgement judge(Objective objective, List<EndpointResult> steps) {
        if (steps.isEmpty()) {
            return Judgement.noData(new Sentence(
                    "the run did not call this endpoint", "der Lauf hat diesen Endpunkt nicht aufgerufen"));
        }
        var measured = RunMeasurement.of(steps);
        if (measured.requests() == 0) {
            return Judgement.noData(new Sentence(
                    "the run finished 0 requests to this endpoint",
                    "der Lauf hat 0 Anfragen an diesen Endpunkt beendet"));
        }
        return switch (objective.measure()) {
            case RESPONSE_TIME, DURATION -> responseTime(objective, measured);
            case THROUGHPUT -> throughput(objective, measured);
            case ERROR_RATE, SUCCESS_RATE -> errorRate(objective, measured);
            default ->
                Judgement.noData(new Sentence(
                        "a load run does not show " + objective.measure().key(),
                        "ein Lastlauf zeigt " + objective.measure().key() + " nicht"));
        };
    }

    private static Judgement responseTime(Objective objective, RunMeasurement measured) {
        if (objective.statistic().isPercentile()) {
            return percentile(objective, measured);
        }
        var figure = objective.statistic() == Statistic.PEAK ? measured.maxMs() : measured.meanMs();
        return figure.map(found -> plain(objective, found, measured.samples())).orElseGet(() -> notRecorded(measured));
    }

    /** An amount that is judged as it was observed. */
    private static Judgement plain(Objective objective, Interval observed, long samples) {
        return Judgement.of(
                keeps(objective, observed.value()) ? ObjectiveVerdict.PASS : ObjectiveVerdict.FAIL,
                objective,
                observed,
                samples,
                null);
    }

    private static Judgement percentile(Objective objective, RunMeasurement measured) {
        var n = measured.samples();
        var found = n == 0 ? Optional.<Interval>empty() : measured.percentileMs(objective.statistic());
        if (found.isEmpty()) {
            return notRecorded(measured);
        }
        var share = 1 - objective.statistic().share();
        var slow = measured.slowerThan(objective.limit());
        var verdict = Judgement.verdict(
                ShareJudgement.judge(keeps(objective, found.get().value()), slow, n, share));
        var words = new Sentence("slower than the limit", "langsamer als die Grenze");
        return Judgement.of(verdict, objective, found.get(), n, reason(verdict, words, slow, n, share));
    }

    private static Judgement notRecorded(RunMeasurement measured) {
        return Judgement.noData(new Sentence(
                "no response time was recorded for " + measured.requests() + " requests",
                "für " + measured.requests() + " Anfragen wurde keine Antwortzeit aufgezeichnet"));
    }

    /** A success rate is the promise about the other share. */
    private static Judgement errorRate(Objective objective, RunMeasurement measured) {
        var n = measured.requests();
        var errors = Interval.ofShare(measured.errors(), n);
        var success = !objective.measure().lowerIsBetter();
        var observed = success ? errors.complement() : errors;
        var limit = objective.limit().value().magnitude();
        var share = success ? 1 - limit : limit;
        var failed = Range.exactly(measured.errors());
        var verdict = Judgement.verdict(ShareJudgement.judge(keeps(objective, observed.value()), failed, n, share));
        return Judgement.of(
                verdict,
                objective,
                observed,
                n,
                reason(verdict, new Sentence("failed", "fehlgeschlagen"), failed, n, share));
    }

    private static Sentence reason(ObjectiveVerdict verdict, Sentence bad, Range count, long n, double share) {
        var exact = count.least() == count.most();
        var english = (exact ? "" : "at most ") + count.most() + " of " + n + " requests " + bad.english();
        var german = (exact ? "" : "höchstens ") + count.most() + " von " + n + " Anfragen " + bad.german();
        return switch (verdict) {
            case FAIL -> new Sentence(english, german);
            case WARN ->
                new Sentence(
                        english + ": kept in this run, but not with 95% confidence",
                        german + ": in diesem Lauf gehalten, aber nicht mit 95 % Sicherheit");
            case INCONCLUSIVE -> {
                var needed = ShareJudgement.smallestSample(share);
                yield new Sentence(
                        english + "; at least " + needed + " are needed to judge with 95% confidence",
                        german + "; für ein Urteil mit 95 % Sicherheit braucht es mindestens " + needed);
            }
            case PASS, NO_DATA -> null;
        };
    }

    private static Judgement throughput(Objective objective, RunMeasurement measured) {
        var succeeded = 1 - (double) measured.errors() / measured.requests();
        var achieved = measured.achievedPerSecond() * succeeded;
        var observed = Interval.ofRate(achieved, measured.requests() * succeeded);
        var offered = measured.offeredPerSecond();
        var target = objective.limit().value().magnitude();
        if (keeps(objective, achieved)) {
            return Judgement.of(ObjectiveVerdict.PASS, objective, observed, measured.requests(), null);
        }
        var dimension = objective.measure().dimension();
        var offeredText = dimension.text(offered);
        var offeredGerman = dimension.text(offered, ReportLanguage.GERMAN);
        if (offered < target) {
            var reason = new Sentence(
                    "the run offered " + offeredText + ", less than the target, so it cannot tell",
                    "der Lauf hat " + offeredGerman
                            + " angeboten, weniger als das Ziel, und kann es daher nicht sagen");
            return Judgement.of(ObjectiveVerdict.INCONCLUSIVE, objective, observed, measured.requests(), reason);
        }
        var reason = new Sentence(
                offeredText + " were offered, " + dimension.text(achieved) + " succeeded",
                offeredGerman + " wurden angeboten, " + dimension.text(achieved, ReportLanguage.GERMAN) + " gelangen");
        var edge = achieved >= target * (1 - EDGE_SHARE);
        return Judgement.of(
                edge ? ObjectiveVerdict.WARN : ObjectiveVerdict.FAIL, objective, observed, measured.requests(), reason);
    }

    private static boolean keeps(Objective objective, double value) {
        return objective.limit().keptBy(objective.measure().dimension().magnitude(value));
    }
}
