package io.belastbar.load.report.page;

import io.belastbar.load.report.Percentiles;
import io.belastbar.load.report.chart.PageText;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;

/** The figures that a reader looks for first: p99 as the headline, errors beside it. */
final class Tiles {

    private final PageText text;
    private final RunResult result;

    Tiles(PageText text, RunResult result) {
        this.text = text;
        this.result = result;
    }

    String html() {
        Cell total = result.total();
        double known = result.provenance().highestKnownPercentile();
        String service = text.say("service time ", "Bedienzeit ");
        StringBuilder html = new StringBuilder(
                "<section class=\"tiles\" aria-label=\"" + text.say("Key figures", "Kennzahlen") + "\">");
        tile(
                html,
                "big",
                text.say("p99 response time", "p99 der Antwortzeit"),
                text.millis(Percentiles.millis(total.responseMicros(), 99, known)),
                service + text.millis(Percentiles.millis(total.serviceMicros(), 99, known)));
        tile(
                html,
                total.errorCount() > 0 ? "bad" : "",
                text.say("Errors", "Fehler"),
                total.requests() == 0 ? PageText.NOTHING : text.language().percent(total.errorRate()),
                text.count(total.errorCount()) + text.say(" of ", " von ") + text.count(total.requests()));
        tile(
                html,
                "",
                text.say("Throughput", "Durchsatz"),
                text.perSecond(result.achievedPerSecond()),
                text.say("offered ", "angeboten ") + text.perSecond(result.offeredPerSecond()));
        tile(
                html,
                "",
                "p50",
                text.millis(Percentiles.millis(total.responseMicros(), 50, known)),
                service + text.millis(Percentiles.millis(total.serviceMicros(), 50, known)));
        tile(
                html,
                "",
                "max",
                total.requests() == 0
                        ? PageText.NOTHING
                        : text.millis(total.responseSummary().maxMs()),
                service
                        + (total.requests() == 0
                                ? PageText.NOTHING
                                : text.millis(total.serviceSummary().maxMs())));
        double fairness = result.fairness();
        if (Double.isFinite(fairness)) {
            tile(
                    html,
                    "",
                    text.say("Fairness", "Fairness"),
                    text.language().number(fairness) + " ×",
                    text.say("worst ÷ median tenant, p99", "schlechtester ÷ mittlerer Mandant, p99"));
        }
        return html.append("</section>").toString();
    }

    private static void tile(StringBuilder html, String style, String name, String value, String note) {
        html.append("<div class=\"tile ")
                .append(style)
                .append("\"><span>")
                .append(name)
                .append("</span><strong>")
                .append(value)
                .append("</strong><small>")
                .append(note)
                .append("</small></div>");
    }
}
