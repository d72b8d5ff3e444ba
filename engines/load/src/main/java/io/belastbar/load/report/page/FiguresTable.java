package io.belastbar.load.report.page;

import io.belastbar.load.report.chart.PageText;
import io.belastbar.load.report.chart.TimeLine;
import io.belastbar.load.report.chart.TimePoint;
import java.util.List;

/** The figures behind the charts, for readers and for the page's own script. Columns are numbered as charts name them. */
record FiguresTable(PageText text, TimeLine time) {

    String html() {
        StringBuilder html = new StringBuilder("<details><summary>")
                .append(text.say("Figures behind the charts", "Zahlen hinter den Diagrammen"))
                .append("</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(text.say("Figures behind the charts", "Zahlen hinter den Diagrammen"))
                .append("\"><table id=\"figures\" data-seconds=\"")
                .append(time.secondsPerPoint())
                .append("\"><thead><tr><th scope=\"col\">")
                .append(text.say("Time", "Zeit"))
                .append("</th>");
        headers()
                .forEach(header ->
                        html.append("<th scope=\"col\">").append(header).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (TimePoint point : time.points()) {
            html.append("<tr><th scope=\"row\">")
                    .append(PageText.clock(point.fromSecond()))
                    .append("</th>");
            cells(point).forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div></details>").toString();
    }

    private List<String> headers() {
        String response = text.say("Response ", "Antwort ");
        String service = text.say("Service ", "Bedienung ");
        return List.of(
                response + "p50",
                response + "p95",
                response + "p99",
                service + "p50",
                service + "p95",
                service + "p99",
                text.say("Achieved", "Erreicht"),
                text.say("Offered", "Angeboten"),
                text.say("Errors/s", "Fehler/s"),
                text.say("Users", "Benutzer"),
                text.say("Lateness p99", "Verspätung p99"));
    }

    private List<String> cells(TimePoint point) {
        return List.of(
                text.millis(point.response().p50()),
                text.millis(point.response().p95()),
                text.millis(point.response().p99()),
                text.millis(point.service().p50()),
                text.millis(point.service().p95()),
                text.millis(point.service().p99()),
                text.perSecond(point.achievedPerSecond()),
                text.perSecond(point.offeredPerSecond()),
                text.language().number(point.errorsPerSecond()),
                text.count(point.users()),
                text.millis(point.latenessP99Ms()));
    }
}
