package io.belastbar.budget.regression;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Metric;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.util.Locale;

/** What a change is, in words. */
record ChangeWords(Change change) {

    Sentence title() {
        var what = change.series().subject().text() + ", " + change.series().metric();
        return change.worse()
                ? new Sentence("Regression: " + what, "Regression: " + what)
                : new Sentence("Improvement: " + what, "Verbesserung: " + what);
    }

    Sentence sentence() {
        return Sentence.of(language -> {
            var why = change.explanation();
            var percent = why.shiftPercent() == null
                    ? ""
                    : " (" + (why.shiftPercent() > 0 ? "+" : "") + language.number(why.shiftPercent(), 1) + " %)";
            var versions = why.toVersion() == null
                    ? ""
                    : language.choose(", zwischen ", ", between ")
                            + (why.fromVersion() == null ? "?" : why.fromVersion())
                            + language.choose(" und ", " and ")
                            + why.toVersion();
            return language.choose(
                    "Seit %s liegt der Median bei %s statt %s%s%s: %d Werte danach gegen %d davor, p = %s."
                            .formatted(
                                    change.at(),
                                    amount(why.after().median()),
                                    amount(why.before().median()),
                                    percent,
                                    versions,
                                    why.after().n(),
                                    why.before().n(),
                                    pValue(language)),
                    "Since %s the median is %s instead of %s%s%s: %d values after against %d before, p = %s."
                            .formatted(
                                    change.at(),
                                    amount(why.after().median()),
                                    amount(why.before().median()),
                                    percent,
                                    versions,
                                    why.after().n(),
                                    why.before().n(),
                                    pValue(language)));
        });
    }

    Sentence state() {
        return switch (change.state()) {
            case SUSPECTED ->
                new Sentence(
                        "suspected: it raises nothing before it is certain",
                        "Verdacht: löst nichts aus, bevor sie sicher ist");
            case CERTAIN -> new Sentence("certain", "sicher");
            case FADED -> new Sentence("faded: later values spoke against it", "verworfen durch spätere Werte");
            case ACCEPTED -> new Sentence("accepted by " + change.decidedBy(), "bestätigt von " + change.decidedBy());
            case REJECTED -> new Sentence("rejected by " + change.decidedBy(), "abgelehnt von " + change.decidedBy());
            case MOVED -> new Sentence("moved by " + change.decidedBy(), "verschoben von " + change.decidedBy());
        };
    }

    /** In the figure's own unit. */
    String amount(double value) {
        var dimension = Metric.parse(change.series().metric())
                .map(metric -> metric.measure().dimension())
                .orElse(Dimension.COUNT);
        return dimension.text(value);
    }

    private String pValue(ReportLanguage language) {
        var p = change.explanation().pValue();
        return p < 0.0001
                ? String.format(language.locale(), "%.1e", p).toLowerCase(Locale.ROOT)
                : language.number(p, 4);
    }
}
