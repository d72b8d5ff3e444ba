package io.belastbar.budget.compliance;

import io.belastbar.budget.compliance.ComplianceReport.Answer;
import io.belastbar.budget.objective.FigureWords;
import io.belastbar.contracts.MeasuredValue;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;

/** The sentences of a compliance report, in one language. */
record ComplianceWords(ReportLanguage language, ZoneId zone) {

    FigureWords figures() {
        return new FigureWords(language);
    }

    String title(ComplianceReport report) {
        return language.choose(
                "Hält " + report.system() + " seine Versprechen?", "Does " + report.system() + " keep its promises?");
    }

    /** What a product owner reads first. */
    String headline(ComplianceReport report) {
        long all = report.promises().size();
        long broken = report.count(ObjectiveVerdict.FAIL);
        long open = report.count(ObjectiveVerdict.INCONCLUSIVE) + report.count(ObjectiveVerdict.NO_DATA);
        var first = broken > 0
                ? language.choose(
                        broken + " von " + all
                                + (broken == 1 ? " Versprechen ist gebrochen." : " Versprechen sind gebrochen."),
                        broken + " of " + all + (broken == 1 ? " promises is broken." : " promises are broken."))
                : open == all
                        ? language.choose("Noch ist kein Versprechen beurteilt.", "No promise has been judged yet.")
                        : language.choose(
                                "Kein beurteiltes Versprechen ist gebrochen.", "No promise that was judged is broken.");
        var rest = open == 0 || open == all
                ? ""
                : language.choose(
                        " Über " + open + " lässt sich noch nichts sagen.",
                        " Of " + open + " nothing can be said yet.");
        return first + rest;
    }

    String origin(ComplianceReport report) {
        var by = language.choose(
                "Budget Version %d, geändert am %s von %s. Stand %s.",
                "Budget version %d, changed %s by %s. As of %s.");
        return by.formatted(
                report.budgetVersion(), time(report.budgetChangedAt()), report.budgetChangedBy(), time(report.asOf()));
    }

    List<String> columns() {
        return List.of(
                language.choose("Gegenstand", "Subject"),
                language.choose("Größe", "Figure"),
                language.choose("versprochen", "promised"),
                language.choose("gemessen", "measured"),
                language.choose("95-%-Bereich", "95 % interval"),
                language.choose("Abstand", "margin"),
                language.choose("Stichprobe", "samples"),
                language.choose("Urteil", "verdict"),
                language.choose("seit", "since"),
                language.choose("gegen Baseline", "against baseline"));
    }

    List<String> cells(ComplianceLine line) {
        var result = line.result();
        return List.of(
                figures().subject(line.objective().subject()),
                figures().figure(line.objective().measure(), line.objective().statistic()),
                figures().promise(line.objective()),
                measured(line),
                interval(line),
                result.headroomPercent() == null ? "–" : language.number(result.headroomPercent(), 1) + " %",
                result.verdict() == ObjectiveVerdict.NO_DATA ? "–" : language.number(result.samples(), 0),
                verdict(result.verdict()),
                line.since() == null ? "–" : time(line.since()),
                line.baselinePercent() == null
                        ? "–"
                        : (line.baselinePercent() > 0 ? "+" : "") + language.number(line.baselinePercent(), 1) + " %");
    }

    private String measured(ComplianceLine line) {
        var result = line.result();
        if (result.measured() == null) {
            return result.observed() == null ? "–" : scan(result.observed());
        }
        return figures()
                .amount(
                        line.objective().measure().dimension(),
                        result.measured().value());
    }

    /** What a demand observed, in the words of the evaluation. */
    private String scan(String observed) {
        return language.choose(
                observed.replace("no index scan", "kein Index")
                        .replace("no sequential scan", "nichts ganz gelesen")
                        .replace("sequential scan", "ganz gelesen")
                        .replace("index scan", "über Index")
                        .replace(" on ", ": "),
                observed);
    }

    private String interval(ComplianceLine line) {
        MeasuredValue measured = line.result().measured();
        if (measured == null || measured.confidenceLow() == null && measured.confidenceHigh() == null) {
            return "–";
        }
        return bound(line, measured.confidenceLow(), "") + " – " + bound(line, measured.confidenceHigh(), "∞");
    }

    private String bound(ComplianceLine line, Double bound, String open) {
        return bound == null
                ? open
                : figures().amount(line.objective().measure().dimension(), bound);
    }

    String verdict(ObjectiveVerdict verdict) {
        return switch (verdict) {
            case PASS -> language.choose("gehalten", "kept");
            case WARN -> language.choose("knapp", "close");
            case FAIL -> language.choose("gebrochen", "broken");
            case INCONCLUSIVE -> language.choose("nicht entscheidbar", "inconclusive");
            case NO_DATA -> language.choose("keine Daten", "no data");
        };
    }

    /** Why the verdict is what it is; empty where that is plain. */
    String reason(ComplianceLine line) {
        var german = line.result().reasonGerman() == null
                ? line.result().reason()
                : line.result().reasonGerman();
        var reason = language.choose(
                german == null ? "" : german,
                line.result().reason() == null ? "" : line.result().reason());
        var without = line.result().withoutDependency();
        if (without == null) {
            return reason;
        }
        var more = language.choose(
                "Ohne " + String.join(", ", without.dependencies()) + ": " + verdict(without.verdict()) + " ("
                        + without.reasonGerman() + ")",
                "Without " + String.join(", ", without.dependencies()) + ": " + verdict(without.verdict()) + " ("
                        + without.reason() + ")");
        return reason.isEmpty() ? more : reason + ". " + more;
    }

    String handoverTitle() {
        return language.choose("Übergabe-Checkliste", "Hand-over checklist");
    }

    String question(ComplianceReport.CheckItem item) {
        return language.choose(item.questionGerman(), item.question());
    }

    String answer(Answer answer) {
        return switch (answer) {
            case YES -> language.choose("ja", "yes");
            case NO -> language.choose("nein", "no");
            case OPEN -> language.choose("offen", "open");
            case NOT_EVALUATED_HERE -> language.choose("hier nicht beurteilt", "not evaluated here");
        };
    }

    String howToRead() {
        return language.choose(
                "Knapp: in diesem Lauf gehalten, aber nicht mit 95 % Sicherheit, oder eine Warnschwelle ist überschritten."
                        + " Nicht entscheidbar: gemessen, aber zu wenig, um zu urteilen. Abstand: wie weit innerhalb der"
                        + " Grenze, in Prozent der Grenze.",
                "Close: kept in this run, but not with 95 % confidence, or a warning limit is broken. Inconclusive:"
                        + " measured, but too little to judge. Margin: how far inside the limit, in percent of the limit.");
    }

    String time(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(language.locale())
                .withZone(zone)
                .format(at);
    }
}
