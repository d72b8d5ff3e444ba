package io.belastbar.load.verdict;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.failure.NoGoodAnswer;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.GeneratorReport.Shortfall;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.threshold.BudgetThresholds.NotCovered;
import io.belastbar.load.threshold.Threshold.Origin;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides on a run, in this order:
 *
 * <ol>
 *   <li>ABORTED: it ended early, unless a threshold with abort-on-fail ended it.
 *   <li>INVALID: no request had a good answer; or the generator was late, gave up or held back starts, or let them wait
 *       for a connection or a user. Such a run proves neither a failure nor a pass.
 *   <li>FAILED: a threshold is broken; or a promise of the budget that the run must show was not.
 *   <li>INVALID: a threshold has no data, or was missed by too few requests to tell, or the scenario's own threshold
 *       wants a throughput that was never offered. A budget's throughput that was not offered is no reason: the run was
 *       not meant to show it. Or the test data was used up, so that the load ended before its plan.
 *   <li>PASSED: also where a threshold that was kept had too few requests to prove it; {@link VerdictSummary} says so.
 * </ol>
 *
 * <p>All reasons are told, those of the verdict first; but before them that every request of a step failed, and why, or how
 * many failed where the cap held back starts, since the others often follow from it.
 */
public final class RunVerdictRule {

    /** This share of failed requests may be why there were more of them than the cap lets through. */
    private static final double MANY_FAILED = 0.1;

    private static final String ENDED_BY = "The run was ended by a broken threshold: ";

    private RunVerdictRule() {}

    public static RunJudgement judge(
            RunEnding ending, RunResult result, List<ThresholdResult> thresholds, GeneratorLimits limits) {
        return judge(ending, result, thresholds, List.of(), limits);
    }

    /** @param notCovered promises of the budget that the run says nothing about */
    public static RunJudgement judge(
            RunEnding ending,
            RunResult result,
            List<ThresholdResult> thresholds,
            List<NotCovered> notCovered,
            GeneratorLimits limits) {
        List<Sentence> aborted = new ArrayList<>();
        List<Sentence> failed = new ArrayList<>();
        switch (ending) {
            case RunEnding.Completed() -> {}
            case RunEnding.ThresholdBroken(ThresholdResult broken) -> failed.add(endedBy(broken));
            case RunEnding.Early(Sentence why) -> aborted.add(why);
        }
        GeneratorTrust trust = GeneratorTrust.forVerdict(
                result, thresholds.stream().map(ThresholdResult::threshold).toList(), limits);
        List<Sentence> untrustworthy = new ArrayList<>(noGoodAnswer(result.total()));
        untrustworthy.addAll(generatorReasons(result.generator(), trust));
        untrustworthy.addAll(shortfalls(result.generator(), false));
        thresholds.stream()
                .filter(each -> each.status() == Status.FAIL)
                .map(ThresholdResult::sentence)
                .forEach(failed::add);
        notCovered.stream()
                .filter(each -> each.reason().fails())
                .map(NotCovered::sentence)
                .forEach(failed::add);
        List<Sentence> undecided = new ArrayList<>(shortfalls(result.generator(), true));
        thresholds.stream()
                .filter(RunVerdictRule::leavesOpen)
                .map(ThresholdResult::sentence)
                .forEach(undecided::add);
        return first(aborted, failedFirst(result), untrustworthy, failed, undecided);
    }

    /** Whether a threshold with abort-on-fail ended the run; also of a judgement that was stored. */
    static boolean endedByThreshold(RunJudgement judgement) {
        return judgement.reasons().stream().anyMatch(reason -> reason.english().startsWith(ENDED_BY));
    }

    /** What failed, where the other reasons may follow from it. */
    private static List<Sentence> failedFirst(RunResult result) {
        List<Sentence> everyRequest = NoGoodAnswer.sentences(result);
        Cell total = result.total();
        boolean many = total.errorCount() >= MANY_FAILED * total.requests() && total.errorCount() > 0;
        if (!everyRequest.isEmpty() || result.generator().throttled() == 0 || !many) {
            return everyRequest;
        }
        // A user whose request fails at once begins the next one at once, until the cap holds it back.
        return List.of(Sentence.of(language -> {
            String failed = language.count(total.errorCount());
            String all = language.count(total.requests());
            String share = language.percent((double) total.errorCount() / total.requests());
            return language.choose(
                    failed + " von " + all + " Anfragen schlugen fehl (" + share + ").",
                    failed + " of " + all + " requests failed (" + share + ").");
        }));
    }

    private static RunJudgement first(
            List<Sentence> aborted,
            List<Sentence> unanswered,
            List<Sentence> untrustworthy,
            List<Sentence> failed,
            List<Sentence> undecided) {
        RunVerdict verdict = !aborted.isEmpty()
                ? RunVerdict.ABORTED
                : !untrustworthy.isEmpty()
                        ? RunVerdict.INVALID
                        : !failed.isEmpty()
                                ? RunVerdict.FAILED
                                : !undecided.isEmpty() ? RunVerdict.INVALID : RunVerdict.PASSED;
        List<Sentence> reasons = new ArrayList<>(aborted);
        if (verdict != RunVerdict.PASSED) {
            reasons.addAll(unanswered);
        }
        reasons.addAll(untrustworthy);
        reasons.addAll(failed);
        reasons.addAll(undecided);
        return new RunJudgement(verdict, reasons);
    }

    private static List<Sentence> shortfalls(GeneratorReport generator, boolean timesAreTrue) {
        return generator.shortfalls().stream()
                .filter(shortfall -> shortfall.kind().timesAreTrue() == timesAreTrue)
                .map(Shortfall::sentence)
                .toList();
    }

    private static boolean leavesOpen(ThresholdResult threshold) {
        return threshold.status() == Status.NO_DATA
                || threshold.status() == Status.INCONCLUSIVE && threshold.missed()
                || threshold.status() == Status.NOT_OFFERED
                        && threshold.threshold().origin() == Origin.SCENARIO;
    }

    private static Sentence endedBy(ThresholdResult broken) {
        return new Sentence(
                ENDED_BY + broken.sentence().english(),
                "Eine verletzte Schwelle beendete den Lauf: "
                        + broken.sentence().german());
    }

    /** Without one good answer there is nothing to hold a promise against; {@link NoGoodAnswer} says why. */
    private static List<Sentence> noGoodAnswer(Cell total) {
        if (total.requests() == 0) {
            return List.of(new Sentence("No request finished.", "Keine Anfrage wurde beendet."));
        }
        if (total.goodAnswers() > 0) {
            return List.of();
        }
        boolean silent =
                total.errors().keySet().stream().allMatch(error -> error.targetAbsent() || error == ErrorClass.TIMEOUT);
        return List.of(Sentence.of(language -> {
            String failed = language.choose(
                    ": Alle " + language.count(total.requests()) + " Anfragen schlugen fehl.",
                    ": all " + language.count(total.requests()) + " requests failed.");
            return silent
                    ? language.choose("Das Ziel hat nie geantwortet", "The target never answered") + failed
                    : language.choose("Keine Anfrage hatte eine gute Antwort", "No request had a good answer") + failed;
        }));
    }

    private static List<Sentence> generatorReasons(GeneratorReport generator, GeneratorTrust trust) {
        List<Sentence> reasons = new ArrayList<>();
        if (!trust.trusted()) {
            reasons.add(late(generator, trust));
        }
        if (generator.dropped() > 0) {
            reasons.add(Sentence.of(language -> switch (language) {
                case ENGLISH ->
                    "The generator gave up " + language.number(generator.dropped(), 0)
                            + " planned starts, because too many waited. Allow more users or connections, or offer"
                            + " less.";
                case GERMAN ->
                    "Der Lastgenerator gab " + language.number(generator.dropped(), 0)
                            + " geplante Starts auf, weil zu viele warteten. Mehr Benutzer oder Verbindungen"
                            + " erlauben oder weniger Last anbieten.";
            }));
        }
        if (generator.throttled() > 0) {
            reasons.add(Sentence.of(language -> switch (language) {
                case ENGLISH ->
                    "The cap on the request rate held back " + language.number(generator.throttled(), 0)
                            + " requests: the scenario offers more than this service allows.";
                case GERMAN ->
                    "Die Obergrenze der Anfragerate hielt " + language.number(generator.throttled(), 0)
                            + " Anfragen zurück: Das Szenario bietet mehr an, als dieser Dienst erlaubt.";
            }));
        }
        return reasons;
    }

    private static Sentence late(GeneratorReport generator, GeneratorTrust trust) {
        boolean busy = generator.maxProcessCpu() > 0.9 || generator.maxLaneUtilisation() > 0.9;
        return Sentence.of(language -> switch (language) {
            case ENGLISH ->
                "The load generator itself was late: p99 " + language.millis(trust.latenessMs()) + ", limit "
                        + language.millis(trust.allowedMs()) + " ("
                        + trust.against().english() + "). The latencies are not the target's alone. "
                        + (busy
                                ? "Its processor was busy: offer less, or use more cores or machines."
                                : "Look for pauses of this machine, such as other processes.");
            case GERMAN ->
                "Der Lastgenerator selbst war zu spät: p99 " + language.millis(trust.latenessMs())
                        + ", Grenze " + language.millis(trust.allowedMs()) + " ("
                        + trust.against().german() + "). Die Latenzen sind nicht allein die des Ziels. "
                        + (busy
                                ? "Sein Prozessor war ausgelastet: weniger Last anbieten oder mehr Kerne oder Maschinen"
                                        + " nutzen."
                                : "Nach Pausen dieser Maschine suchen, etwa durch andere Prozesse.");
        });
    }
}
