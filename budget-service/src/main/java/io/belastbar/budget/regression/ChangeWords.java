package io.belastbar.budget.regression;

import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.FigureWords;
import io.belastbar.budget.objective.Metric;
import io.belastbar.change.ChangePoint.Kind;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.Locale;

/** What a change is, in words. */
record ChangeWords(Change change) {

    private static final double WRITTEN_AS_POWER = 0.0001;

    Sentence title() {
        return Wording.sentence(
                ChangeWords.class,
                words -> words.text(
                        change.worse() ? "regression" : "improvement",
                        change.series().subject().text(),
                        change.series().metric()));
    }

    /** With its time in UTC, for readers of any system. */
    Sentence sentence() {
        return Sentence.of(language -> sentence(ReportTime.utc(language)));
    }

    String sentence(ReportTime time) {
        return change.kind() == Kind.TREND ? trend(time) : step(time);
    }

    private String step(ReportTime time) {
        var language = time.language();
        var words = Wording.of(ChangeWords.class, language);
        var why = change.explanation();
        return words.text(
                "changeSentence",
                time.minute(change.at()),
                amount(why.after().median(), language),
                amount(why.before().median(), language),
                why.shiftPercent() == null ? "" : " (" + language.change(why.shiftPercent()) + ")",
                why.toVersion() == null
                        ? ""
                        : words.text(
                                "betweenVersions",
                                why.fromVersion() == null ? "?" : why.fromVersion(),
                                why.toVersion()),
                why.after().n(),
                why.before().n(),
                pValue(language));
    }

    private String trend(ReportTime time) {
        var language = time.language();
        var words = Wording.of(ChangeWords.class, language);
        var why = change.explanation();
        return words.text(
                why.shift() > 0 ? "risesSentence" : "fallsSentence",
                time.minute(change.at()),
                why.percentPerDay() == null
                        ? amount(Math.abs(why.shift()), language)
                        : words.text("percentPerDay", language.number(Math.abs(why.percentPerDay()), 2)),
                amount(why.before().median(), language),
                amount(why.after().median(), language),
                pValue(language));
    }

    Sentence state() {
        return Wording.sentence(
                ChangeWords.class,
                words -> change.state().decided()
                        ? words.text("decidedBy", change.state(), change.decidedBy())
                        : words.name(change.state()));
    }

    /** In the figure's own unit. */
    String amount(double value, ReportLanguage language) {
        var dimension = Metric.parse(change.series().metric())
                .map(metric -> metric.measure().dimension())
                .orElse(Dimension.COUNT);
        return new FigureWords(language).amount(dimension, value);
    }

    private String pValue(ReportLanguage language) {
        var p = change.explanation().pValue();
        return p < WRITTEN_AS_POWER
                ? String.format(language.locale(), "%.1e", p).toLowerCase(Locale.ROOT)
                : language.number(p, 4);
    }
}
