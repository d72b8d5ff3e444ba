package io.belastbar.load.report.page;

import io.belastbar.load.report.Percentiles;
import io.belastbar.load.report.chart.PageText;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.LoadLevel;
import io.belastbar.load.result.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Percentiles per step, per tenant and by load: response and service time one above the other. */
final class CellTables {

    private record Row(String name, String detail, Cell cell, double seconds) {}

    private final PageText text;
    private final RunResult result;
    private final double known;
    private final double seconds;

    CellTables(PageText text, RunResult result) {
        this.text = text;
        this.result = result;
        this.known = result.provenance().highestKnownPercentile();
        this.seconds = result.identity().duration().toNanos() / 1e9;
    }

    String html() {
        return section("steps", text.say("Per step", "Je Schritt"), "", steps(), text.say("Step", "Schritt"))
                + tenants()
                + levels()
                + errors();
    }

    private List<Row> steps() {
        List<Row> rows = new ArrayList<>();
        for (int step = 0; step < result.steps().size(); step++) {
            var info = result.steps().get(step);
            String detail = info.endpoint().equals(info.name()) ? "" : info.endpoint();
            rows.add(new Row(info.name(), detail, result.step(step), seconds));
        }
        if (rows.size() > 1) {
            rows.add(new Row(text.say("All", "Alle"), "", result.total(), seconds));
        }
        return rows;
    }

    private String tenants() {
        if (result.tenants().size() == 1 && result.tenants().getFirst().isEmpty()) {
            return "";
        }
        List<Row> rows = new ArrayList<>();
        for (int tenant = 0; tenant < result.tenants().size(); tenant++) {
            rows.add(new Row(result.tenants().get(tenant), "", result.tenant(tenant), seconds));
        }
        rows.sort(Comparator.comparingDouble((Row row) -> p99(row.cell())).reversed());
        double fairness = result.fairness();
        String lead = Double.isFinite(fairness)
                ? text.say(
                        "The slowest tenant's p99 is " + text.language().number(fairness)
                                + " times the median tenant's; 1 is fair. Slowest first.",
                        "Der p99 des langsamsten Mandanten ist das "
                                + text.language().number(fairness)
                                + "-Fache des mittleren Mandanten; 1 ist fair. Langsamste zuerst.")
                : "";
        return section("tenants", text.say("Per tenant", "Je Mandant"), lead, rows, text.say("Tenant", "Mandant"));
    }

    private String levels() {
        List<Row> rows = new ArrayList<>();
        for (LoadLevel level : result.byLoadLevel()) {
            String name = text.language().number(level.fromPerSecond()) + " – " + text.perSecond(level.toPerSecond());
            String detail = text.count(level.seconds()) + " s";
            rows.add(new Row(name, detail, level.cell(), level.seconds()));
        }
        return rows.size() < 2
                ? ""
                : section(
                        "levels",
                        text.say("By offered load", "Nach angebotener Last"),
                        text.say(
                                "How long requests took in the seconds in which this much was offered.",
                                "Wie lange Anfragen in den Sekunden brauchten, in denen so viel angeboten wurde."),
                        rows,
                        text.say("Offered", "Angeboten"));
    }

    private String section(String id, String title, String lead, List<Row> rows, String first) {
        StringBuilder html = new StringBuilder("<section id=\"" + id + "\"><h2>" + title + "</h2>");
        if (!lead.isEmpty()) {
            html.append("<p class=\"lead\">").append(lead).append("</p>");
        }
        html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(title)
                .append("\"><table class=\"cells\"><thead><tr>");
        List<String> headers = new ArrayList<>(List.of(
                first,
                text.say("Requests", "Anfragen"),
                text.say("Throughput", "Durchsatz"),
                text.say("Errors", "Fehler"),
                text.say("Received", "Empfangen"),
                "ms"));
        Percentiles.SHOWN.forEach(percent -> headers.add("p" + text.language().number(percent, 1)));
        headers.add("max");
        headers.forEach(
                header -> html.append("<th scope=\"col\">").append(header).append("</th>"));
        html.append("</tr></thead>");
        double most = rows.stream().mapToDouble(row -> p99(row.cell())).max().orElse(0);
        rows.forEach(row -> row(html, row, most));
        return html.append("</table></div></section>").toString();
    }

    private double p99(Cell cell) {
        double millis = Percentiles.millis(cell.responseMicros(), Math.min(99, known), known);
        return Double.isFinite(millis) ? millis : 0;
    }

    private void row(StringBuilder html, Row row, double most) {
        Cell cell = row.cell();
        html.append("<tbody><tr><th scope=\"rowgroup\" rowspan=\"2\">")
                .append(row.name().isEmpty() ? PageText.NOTHING : PageText.escape(row.name()))
                .append(row.detail().isEmpty() ? "" : "<small>" + PageText.escape(row.detail()) + "</small>")
                .append("</th><td rowspan=\"2\">")
                .append(text.count(cell.requests()))
                .append("</td><td rowspan=\"2\">")
                .append(text.perSecond(cell.requests() / row.seconds()))
                .append("</td><td rowspan=\"2\"")
                .append(cell.errorCount() > 0 ? " class=\"bad\"" : "")
                .append('>')
                .append(
                        cell.requests() == 0
                                ? PageText.NOTHING
                                : text.language().percent(cell.errorRate()))
                .append("</td><td rowspan=\"2\">")
                .append(text.bytes(cell.bytesReceived()))
                .append("</td>");
        double share = most <= 0 ? 0 : 100 * p99(cell) / most;
        times(html, text.say("response", "Antwort"), cell.responseMicros(), share);
        html.append("</tr><tr class=\"service\">");
        times(html, text.say("service", "Bedienung"), cell.serviceMicros(), -1);
        html.append("</tr></tbody>");
    }

    private void times(StringBuilder html, String name, Histogram micros, double share) {
        html.append("<th scope=\"row\">").append(name).append("</th>");
        for (double percent : Percentiles.SHOWN) {
            boolean headline = percent == 99 && share >= 0;
            html.append(
                            headline
                                    ? "<td class=\"strong bar\" style=\"--w:"
                                            + String.format(Locale.ROOT, "%.1f", share) + "%\">"
                                    : "<td>")
                    .append(text.bareMillis(Percentiles.millis(micros, percent, known)))
                    .append("</td>");
        }
        html.append("<td>")
                .append(micros.getTotalCount() == 0 ? PageText.NOTHING : text.bareMillis(micros.getMaxValue() / 1e3))
                .append("</td>");
    }

    private String errors() {
        Cell total = result.total();
        String title = text.say("Errors by kind", "Fehler nach Art");
        if (total.errorCount() == 0) {
            return "<section id=\"errors\"><h2>" + title + "</h2><p>"
                    + text.say("No request failed.", "Keine Anfrage schlug fehl.") + skipped(total) + "</p></section>";
        }
        StringBuilder html = new StringBuilder("<section id=\"errors\"><h2>" + title + "</h2><p class=\"lead\">"
                + skipped(total) + "</p><div class=\"scroll\"><table><thead><tr><th scope=\"col\">"
                + text.say("Kind", "Art") + "</th><th scope=\"col\">" + text.say("Count", "Anzahl")
                + "</th><th scope=\"col\">" + text.say("Where", "Wo") + "</th></tr></thead><tbody>");
        for (Map.Entry<ErrorClass, Long> error : total.errors().entrySet()) {
            html.append("<tr><th scope=\"row\">")
                    .append(ErrorWords.of(error.getKey(), text))
                    .append("</th><td>")
                    .append(text.count(error.getValue()))
                    .append("</td><td class=\"why\">")
                    .append(where(error.getKey()))
                    .append("</td></tr>");
        }
        return html.append("</tbody></table></div></section>").toString();
    }

    private String skipped(Cell total) {
        return total.skipped() == 0
                ? ""
                : " "
                        + text.say(
                                text.count(total.skipped()) + " requests were not made, because an earlier answer did"
                                        + " not give a value that they need.",
                                text.count(total.skipped()) + " Anfragen unterblieben, weil eine frühere Antwort einen"
                                        + " nötigen Wert nicht lieferte.");
    }

    private String where(ErrorClass error) {
        List<String> steps = new ArrayList<>();
        for (int step = 0; step < result.steps().size(); step++) {
            long count = result.step(step).errors(error);
            if (count > 0) {
                steps.add(PageText.escape(result.steps().get(step).name()) + " (" + text.count(count) + ")");
            }
        }
        return steps.stream().collect(Collectors.joining(", "));
    }
}
