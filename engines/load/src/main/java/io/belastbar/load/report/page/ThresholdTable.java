package io.belastbar.load.report.page;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.report.RunReport;
import io.belastbar.load.report.chart.PageText;
import io.belastbar.load.threshold.BudgetThresholds.NotCovered;
import io.belastbar.load.threshold.BudgetThresholds.Reason;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.Threshold.Origin;
import io.belastbar.load.threshold.TimeBasis;
import java.util.Locale;

/** Each threshold with its limit, what was observed and the margin; then promises that the run says nothing about. */
final class ThresholdTable {

    private final PageText text;
    private final RunReport report;

    ThresholdTable(PageText text, RunReport report) {
        this.text = text;
        this.report = report;
    }

    String html() {
        StringBuilder html =
                new StringBuilder("<section id=\"thresholds\"><h2>" + text.say("Thresholds", "Schwellen") + "</h2>");
        if (report.thresholds().isEmpty()) {
            html.append("<p>")
                    .append(text.say(
                            "None. Write them into the scenario, for example <code>thresholds: [\"p(95)&lt;500\"]</code>,"
                                    + " or say <code>budget: true</code>.",
                            "Keine. Sie stehen im Szenario, etwa <code>thresholds: [\"p(95)&lt;500\"]</code>, oder kommen"
                                    + " mit <code>budget: true</code> aus dem Budget."))
                    .append("</p>");
        } else {
            table(html);
        }
        notCovered(html);
        return html.append("</section>").toString();
    }

    private void table(StringBuilder html) {
        boolean proven = report.judgement().verdict() == RunVerdict.PASSED
                || report.judgement().verdict() == RunVerdict.FAILED;
        if (!proven) {
            html.append("<p class=\"lead\">")
                    .append(text.say(
                            "The run proves nothing; what follows is for orientation.",
                            "Der Lauf beweist nichts; das Folgende dient der Orientierung."))
                    .append("</p>");
        }
        html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(text.say("Thresholds", "Schwellen"))
                .append("\"><table class=\"thresholds")
                .append(proven ? "" : " unproven")
                .append("\"><thead><tr>");
        for (String header : new String[] {
            text.say("Result", "Ergebnis"),
            text.say("About", "Bezug"),
            text.say("Limit", "Grenze"),
            text.say("Observed", "Gemessen"),
            text.say("Margin", "Abstand"),
            text.say("Requests", "Anfragen"),
            text.say("Judged by", "Beurteilt an")
        }) {
            html.append("<th scope=\"col\">").append(header).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        report.thresholds().forEach(found -> row(html, found));
        html.append("</tbody></table></div>");
    }

    private void row(StringBuilder html, ThresholdResult found) {
        Threshold threshold = found.threshold();
        Measure measure = threshold.condition().measure();
        html.append("<tr><td><span class=\"pill s-")
                .append(found.status().name())
                .append("\">")
                .append(status(found.status()))
                .append("</span></td><th scope=\"row\">")
                .append(subject(threshold))
                .append("</th><td>")
                .append(limit(threshold.condition()))
                .append("</td><td class=\"strong\">")
                .append(found.observed() == null ? PageText.NOTHING : value(measure, found.observed()))
                .append("</td><td>")
                .append(margin(found, measure))
                .append("</td><td>")
                .append(text.count(found.samples()))
                .append("</td><td class=\"why\">")
                .append(judgedBy(found))
                .append("</td></tr>");
    }

    private String status(ThresholdResult.Status status) {
        return switch (status) {
            case PASS -> text.say("✓ kept", "✓ gehalten");
            case FAIL -> text.say("✕ broken", "✕ verletzt");
            case NO_DATA -> text.say("? no data", "? keine Daten");
            case NOT_OFFERED -> text.say("– not offered", "– nicht angeboten");
        };
    }

    private String subject(Threshold threshold) {
        String step = threshold.on().step() == null
                ? text.say("whole run", "ganzer Lauf")
                : PageText.escape(threshold.on().step());
        String tenant = threshold.on().tenant() == null
                ? ""
                : text.say(", tenant ", ", Mandant ")
                        + PageText.escape(threshold.on().tenant());
        String origin = threshold.origin() == Origin.BUDGET
                ? " <small>" + text.say("from the budget", "aus dem Budget") + "</small>"
                : "";
        return step + tenant + origin;
    }

    private String limit(Condition condition) {
        String sign =
                switch (condition.comparison()) {
                    case AT_MOST -> "≤";
                    case AT_LEAST -> "≥";
                    case BELOW -> "&lt;";
                    case ABOVE -> "&gt;";
                    case EQUAL -> "=";
                };
        return name(condition.measure()) + " " + sign + " "
                + value(condition.measure(), condition.limit().doubleValue());
    }

    private String name(Measure measure) {
        return switch (measure) {
            case Measure.Percentile(var percent) -> "p" + text.language().number(percent.doubleValue(), 3);
            case Measure.Extent extent ->
                switch (extent) {
                    case MEAN -> text.say("mean", "Mittel");
                    case MIN -> "min";
                    case MAX -> "max";
                };
            case Measure.Tally tally ->
                switch (tally) {
                    case ERROR_RATE -> text.say("errors", "Fehler");
                    case COUNT -> text.say("requests", "Anfragen");
                    case THROUGHPUT -> text.say("throughput", "Durchsatz");
                };
        };
    }

    private String value(Measure measure, double value) {
        if (measure.time()) {
            return text.millis(value);
        }
        return switch ((Measure.Tally) measure) {
            case ERROR_RATE -> text.language().percent(value);
            case COUNT -> text.count((long) value);
            case THROUGHPUT -> text.perSecond(value);
        };
    }

    /** A bar from the middle: to the right inside, to the left outside; full at 100 %. */
    private String margin(ThresholdResult found, Measure measure) {
        if (found.margin() == null) {
            return PageText.NOTHING;
        }
        if (found.marginPercent() == null) {
            return value(measure, found.margin());
        }
        double shown = Math.max(-100, Math.min(100, found.marginPercent()));
        String amount =
                (found.marginPercent() > 0 ? "+" : "") + text.language().number(found.marginPercent(), 1) + " %";
        return "<span class=\"margin " + side(found, shown) + "\" style=\"--m:"
                + String.format(Locale.ROOT, "%.1f", Math.abs(shown) / 2) + "%\"><i aria-hidden=\"true\"></i><b>"
                + amount
                + "</b></span>";
    }

    private static String side(ThresholdResult found, double shown) {
        if (found.status() == ThresholdResult.Status.NOT_OFFERED) {
            return "out open";
        }
        return shown < 0 ? "out" : "in";
    }

    private String judgedBy(ThresholdResult found) {
        Threshold threshold = found.threshold();
        String basis = threshold.condition().measure().time()
                ? threshold.metric() == TimeBasis.SERVICE
                        ? text.say("service time, ", "Bedienzeit, ")
                        : text.say("response time, ", "Antwortzeit, ")
                : "";
        if (found.worst() == null) {
            return basis + text.say("the whole run", "dem ganzen Lauf");
        }
        String from = PageText.clock(found.worst().fromSecond());
        String to = PageText.clock(found.worst().toSecond());
        return threshold.window() == null
                ? basis
                        + text.say(
                                from + " to " + to + ", where it was offered", from + " bis " + to + ", wo angeboten")
                : basis
                        + text.say(
                                "worst " + threshold.window().toSeconds() + " s: " + from + " to " + to,
                                "schlechteste " + threshold.window().toSeconds() + " s: " + from + " bis " + to);
    }

    private void notCovered(StringBuilder html) {
        if (report.notCovered().isEmpty()) {
            return;
        }
        html.append("<details><summary>")
                .append(text.say(
                        "Promises of the budget that this run says nothing about: ",
                        "Zusagen des Budgets, über die dieser Lauf nichts sagt: "))
                .append(report.notCovered().size())
                .append("</summary><ul>");
        for (NotCovered each : report.notCovered()) {
            String why = each.reason() == Reason.ENDPOINT_NOT_CALLED
                    ? text.say("the scenario does not call it", "das Szenario ruft ihn nicht auf")
                    : text.say("not of a kind that a load test measures", "nichts, was ein Lasttest misst");
            html.append("<li>")
                    .append(PageText.escape(each.objective().endpoint()))
                    .append(": <code>")
                    .append(PageText.escape(
                            each.objective().metric() + " " + each.objective().limit()))
                    .append("</code>, ")
                    .append(why)
                    .append("</li>");
        }
        html.append("</ul></details>");
    }
}
