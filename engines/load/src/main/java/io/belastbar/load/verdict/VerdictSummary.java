package io.belastbar.load.verdict;

import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.evaluation.ThresholdResult.Status;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.threshold.BudgetThresholds.NotCovered;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.List;

/** A verdict in one sentence, the same wherever it is told: it never claims more than the thresholds could show. */
public final class VerdictSummary {

    private VerdictSummary() {}

    /** @param notCovered promises of the budget that the run says nothing about */
    public static Sentence of(
            RunJudgement judgement, List<ThresholdResult> thresholds, List<NotCovered> notCovered, RunResult result) {
        return Sentence.of(language -> switch (judgement.verdict()) {
            case PASSED -> thresholds.isEmpty() ? unjudged(result.total(), language) : passed(thresholds, language);
            case FAILED -> failed(judgement, thresholds, notCovered, language);
            case INVALID ->
                language.choose(
                        "dieser Lauf beweist weder Erfolg noch Scheitern",
                        "this run proves neither a pass nor a failure");
            case ABORTED ->
                language.choose("der Lauf kam nicht zu seinem Ende", "the run did not come to its end")
                        + (thresholds.isEmpty()
                                ? language.choose("; keine Schwelle wurde beurteilt", "; no threshold was judged")
                                : "");
        });
    }

    /** What a verdict leaves open: every threshold that was kept without proof, or could not be judged. */
    public static List<Sentence> caveats(List<ThresholdResult> thresholds) {
        return thresholds.stream()
                .filter(ThresholdResult::needsWords)
                .map(ThresholdResult::sentence)
                .toList();
    }

    private static String unjudged(Cell total, ReportLanguage language) {
        String load = language.choose("die Last war die verlangte", "the load was the one that was asked for");
        return total.errorCount() == 0
                ? load
                : load + "; " + language.count(total.errorCount()) + language.choose(" von ", " of ")
                        + language.count(total.requests())
                        + language.choose(" Anfragen schlugen fehl", " requests failed");
    }

    private static String passed(List<ThresholdResult> thresholds, ReportLanguage language) {
        List<ThresholdResult> open = thresholds.stream()
                .filter(each -> each.status() != Status.PASS && each.status() != Status.WARN)
                .toList();
        long unproven =
                thresholds.stream().filter(each -> each.status() == Status.WARN).count();
        String all = language.count(thresholds.size());
        if (!open.isEmpty()) {
            String kept = open.size() == thresholds.size()
                    ? language.choose("nichts wurde bewiesen", "nothing was proven")
                    : language.choose(
                            "alle Schwellen, die sich beurteilen ließen, sind eingehalten; "
                                    + language.count(open.size()) + " von " + all + " ließ sich nicht beurteilen",
                            "every threshold that could be judged was kept; " + language.count(open.size()) + " of "
                                    + all + " could not");
            return kept + ": " + withoutPeriod(open.getFirst().sentence().in(language));
        }
        String kept = language.choose("alle Schwellen eingehalten", "every threshold was kept");
        return unproven == 0
                ? kept
                : kept
                        + language.choose(
                                ", " + language.count(unproven) + " von " + all + " nicht mit 95 % Sicherheit",
                                ", " + language.count(unproven) + " of " + all + " not with 95 % confidence");
    }

    /** What the run fails by: never a threshold where none was broken. */
    private static String failed(
            RunJudgement judgement,
            List<ThresholdResult> thresholds,
            List<NotCovered> notCovered,
            ReportLanguage language) {
        long broken =
                thresholds.stream().filter(each -> each.status() == Status.FAIL).count();
        long missing = notCovered.stream().filter(each -> each.reason().fails()).count();
        List<String> parts = new ArrayList<>();
        if (broken > 0) {
            parts.add(language.count(broken)
                    + language.choose(
                            " von " + language.count(thresholds.size()) + " Schwellen verletzt",
                            " of " + language.count(thresholds.size()) + " thresholds violated"));
        } else if (missing == 0 || RunVerdictRule.endedByThreshold(judgement)) {
            parts.add(language.choose("eine Schwelle beendete den Lauf", "a threshold ended the run"));
        }
        if (missing > 0) {
            parts.add(notShown(missing, language));
        }
        return String.join("; ", parts);
    }

    private static String notShown(long missing, ReportLanguage language) {
        return missing == 1
                ? language.choose(
                        "1 Zusage des Budgets zeigt der Lauf nicht: Er ruft ihren Endpunkt nicht auf",
                        "1 promise of the budget is not shown by the run, which does not call its endpoint")
                : language.count(missing)
                        + language.choose(
                                " Zusagen des Budgets zeigt der Lauf nicht: Er ruft ihre Endpunkte nicht auf",
                                " promises of the budget are not shown by the run, which does not call their endpoints");
    }

    private static String withoutPeriod(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
