package io.belastbar.budget.errorbudget;

import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An error budget in a sentence.
 *
 * @param left null below the floor of requests
 * @param exhaustedAt null if it is not
 */
record ErrorBudgetText(
        ErrorShare share, ErrorCounts whole, Double left, Instant exhaustedAt, ErrorBudget.Judged judged) {

    Sentence sentence() {
        return Sentence.of(
                language -> Stream.of(state(language), end(language), uncounted(language), otherwise(language))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("; ")));
    }

    private String state(ReportLanguage language) {
        if (left == null) {
            return language.choose(
                    whole.requests() + " Anfragen sind zu wenige für eine Aussage: " + BurnRate.REQUESTS_MIN
                            + " braucht es",
                    whole.requests() + " requests are too few to say: " + BurnRate.REQUESTS_MIN + " are needed");
        }
        // Never rounded onto nothing left, nor onto nothing spent.
        var percent = left > 0.5 ? language.percentBeside(left, 1) : language.percentBeside(left, 0);
        return left < 0
                ? language.choose(
                        "Das Fehlerbudget ist überzogen (" + percent + ")",
                        "The error budget is overspent (" + percent + ")")
                : language.choose(percent + " des Fehlerbudgets sind übrig", percent + " of the error budget are left");
    }

    private String end(ReportLanguage language) {
        return exhaustedAt == null
                ? ""
                : language.choose("beim jetzigen Verbrauch reicht es bis ", "at this rate it lasts until ")
                        + exhaustedAt;
    }

    private String uncounted(ReportLanguage language) {
        return whole.uncounted() == 0
                ? ""
                : language.choose(
                        language.count(whole.uncounted())
                                + " Werte sagen nicht, auf wie vielen Anfragen sie beruhen, und zählen als je eine",
                        language.count(whole.uncounted())
                                + " values do not say on how many requests they rest and count as one each");
    }

    /** Where the promise is judged over another time, and so may stand otherwise. */
    private String otherwise(ReportLanguage language) {
        if (left == null || judged.kept() == null || judged.kept() == left >= 0) {
            return "";
        }
        var over = judged.over();
        var window = BurnPair.text(share.window());
        return judged.kept()
                ? language.choose(
                        "das Versprechen selbst wird über " + over
                                + " beurteilt und ist dort gehalten, das Budget über " + window,
                        "the promise itself is judged over " + over + " and kept there, the budget over " + window)
                : language.choose(
                        "das Versprechen selbst wird über " + over
                                + " beurteilt und ist dort gebrochen, das Budget über " + window,
                        "the promise itself is judged over " + over + " and broken there, the budget over " + window);
    }
}
