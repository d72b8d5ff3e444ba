package io.belastbar.budget.evaluation;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.contracts.EndpointResult;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.share.ShareJudgement;
import io.belastbar.quantity.share.ShareJudgement.Range;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.List;
import java.util.Optional;

/** Holds a promise about endpoints or operations against what the load generator measured. */
final class RunEvaluation {

    /** Rounding of sums of decimal fractions. */
    private static final double ROUNDING = 1e-9;

    private static final double NANOS_PER_MILLI = 1e6;

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

    /** What a series of runs keeps of times: those of good answers, so that it shows the target and not its failures. */
    static Optional<Double> goodMs(Objective objective, List<EndpointResult> steps) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        var measured = RunMeasurement.of(steps);
        if (objective.statistic().isPercentile()) {
            return measured.goodPercentileMs(objective.statistic());
        }
        return objective.statistic() == Statistic.PEAK ? measured.goodMaxMs() : measured.goodMeanMs();
    }

    private static Judgement responseTime(Objective objective, RunMeasurement measured) {
        if (objective.statistic().isPercentile()) {
            return percentile(objective, measured);
        }
        var limitMs = objective.limit().value().magnitude() / NANOS_PER_MILLI;
        var figure = objective.statistic() == Statistic.PEAK ? measured.maxMs() : measured.meanMs(limitMs);
        return figure.map(found -> plain(objective, found, measured)).orElseGet(() -> notRecorded(measured));
    }

    /** An amount that is judged as it was observed. */
    private static Judgement plain(Objective objective, Interval observed, RunMeasurement measured) {
        var failed = measured.errors() == 0
                ? null
                : new Sentence(
                        measured.errors() + " of " + measured.requests() + " requests failed",
                        measured.errors() + " von " + measured.requests() + " Anfragen fehlgeschlagen");
        return Judgement.of(
                keeps(objective, observed.value()) ? ObjectiveVerdict.PASS : ObjectiveVerdict.FAIL,
                objective,
                observed,
                measured.requests(),
                failed);
    }

    private static Judgement percentile(Objective objective, RunMeasurement measured) {
        var n = measured.requests();
        var found = measured.percentileMs(objective.statistic());
        if (found.isEmpty()) {
            return notRecorded(measured);
        }
        var share = 1 - objective.statistic().share();
        var slow = measured.notWithin(objective.limit());
        var kept = keeps(objective, found.get().value());
        var verdict = Judgement.verdict(ShareJudgement.judge(kept, slow, n, share));
        var failed = measured.errors();
        var words = new Sentence(
                "slower than the limit" + (failed == 0 ? "" : " or failed (" + failed + ")"),
                "langsamer als die Grenze" + (failed == 0 ? "" : " oder fehlgeschlagen (" + failed + ")"));
        var shown = new Shown(slow, n, share, ShareJudgement.allowed(n, share), kept);
        return Judgement.of(verdict, objective, found.get(), n, shown.reason(verdict, words));
    }

    private static Judgement notRecorded(RunMeasurement measured) {
        return Judgement.noData(new Sentence(
                "no response time was recorded for " + measured.requests() + " requests",
                "für " + measured.requests() + " Anfragen wurde keine Antwortzeit aufgezeichnet"));
    }

    /** A success rate is the promise about the other share. */
    private static Judgement errorRate(Objective objective, RunMeasurement measured) {
        var n = measured.requests();
        var success = !objective.measure().lowerIsBetter();
        // Counted, not one minus the other share: 1 - 0.9 is not 0.1.
        var observed = Interval.ofShare(success ? n - measured.errors() : measured.errors(), n);
        var limit = objective.limit().value().magnitude();
        var share = success ? 1 - limit : limit;
        var failed = Range.exactly(measured.errors());
        var kept = keeps(objective, observed.value());
        var verdict = Judgement.verdict(ShareJudgement.judge(kept, failed, n, share));
        var comparison = objective.limit().comparison();
        var allowed = comparison == Comparison.BELOW || comparison == Comparison.ABOVE
                ? ShareJudgement.allowedBelow(n, share)
                : ShareJudgement.allowed(n, share);
        var shown = new Shown(failed, n, share, allowed, kept);
        return Judgement.of(
                verdict, objective, observed, n, shown.reason(verdict, new Sentence("failed", "fehlgeschlagen")));
    }

    /** How many requests were bad, of how many, and how many may be. */
    private record Shown(Range count, long n, double share, long allowed, boolean kept) {

        Sentence reason(ObjectiveVerdict verdict, Sentence bad) {
            var exact = count.least() == count.most();
            var english = (exact ? "" : "at most ") + count.most() + " of " + n + " requests " + bad.english();
            var german = (exact ? "" : "höchstens ") + count.most() + " von " + n + " Anfragen " + bad.german();
            return switch (verdict) {
                case FAIL -> missed(english + ", " + allowed + " allowed", german + ", " + allowed + " erlaubt");
                case WARN ->
                    new Sentence(
                            english + ", " + allowed + " allowed: kept in this run, but not with 95% confidence",
                            german + ", " + allowed
                                    + " erlaubt: in diesem Lauf gehalten, aber nicht mit 95 % Sicherheit");
                case INCONCLUSIVE -> {
                    var needed = ShareJudgement.smallestSample(share);
                    yield new Sentence(
                            english + "; at least " + needed + " are needed to judge with 95% confidence",
                            german + "; für ein Urteil mit 95 % Sicherheit braucht es mindestens " + needed);
                }
                case PASS, NO_DATA -> null;
            };
        }

        private Sentence missed(String english, String german) {
            return ShareJudgement.sure(kept, count, n, share)
                    ? new Sentence(english, german)
                    : new Sentence(
                            english + ": missed in this run; so few more may be chance",
                            german + ": in diesem Lauf verfehlt; so wenige mehr können Zufall sein");
        }
    }

    /** Over the whole run, which has no edges: what ended after the load counts as well. */
    private static Judgement throughput(Objective objective, RunMeasurement measured) {
        var succeeded = measured.requests() - measured.errors();
        var achieved = measured.achievedPerSecond() * succeeded / measured.requests();
        var observed = Interval.ofRate(achieved, succeeded);
        var offered = measured.offeredPerSecond();
        var target = objective.limit().value().magnitude();
        if (keeps(objective, achieved)) {
            return Judgement.of(ObjectiveVerdict.PASS, objective, observed, measured.requests(), null);
        }
        var offeredText = objective.observedText(offered);
        var offeredGerman = objective.observedText(offered, ReportLanguage.GERMAN);
        if (offered < target * (1 - ROUNDING)) {
            var reason = new Sentence(
                    "the run offered " + offeredText + ", less than the target, so it cannot tell",
                    "der Lauf hat " + offeredGerman
                            + " angeboten, weniger als das Ziel, und kann es daher nicht sagen");
            return Judgement.of(ObjectiveVerdict.INCONCLUSIVE, objective, observed, measured.requests(), reason);
        }
        var reason = new Sentence(
                offeredText + " were offered, " + objective.observedText(achieved) + " succeeded",
                offeredGerman + " wurden angeboten, " + objective.observedText(achieved, ReportLanguage.GERMAN)
                        + " gelangen");
        return Judgement.of(ObjectiveVerdict.FAIL, objective, observed, measured.requests(), reason);
    }

    private static boolean keeps(Objective objective, double value) {
        return objective.limit().keptBy(objective.measure().dimension().magnitude(value));
    }
}
