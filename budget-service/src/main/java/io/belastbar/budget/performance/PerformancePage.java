package io.belastbar.budget.performance;

import io.belastbar.budget.performance.PerformanceReport.MetricReport;
import io.belastbar.budget.performance.PerformanceReport.ServiceReport;
import io.belastbar.report.Markup;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.chart.TrendLine;
import java.util.Map;

/** A performance report as a page of its own: no script, nothing loaded, light and dark, printable. */
final class PerformancePage {

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8886; --critical: #b3261e; --warning: #8a5a00; --ok: #1b6e3c; }
            @media (prefers-color-scheme: dark) { :root { --critical: #ff8a80; --warning: #ffcc80; --ok: #8fd9a8; } }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
            .headline { font-size: 1.25rem; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
            th, td { border-bottom: 1px solid var(--line); padding: .35rem .45rem; text-align: right; white-space: nowrap; }
            th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left; }
            tbody th { font-weight: 500; white-space: normal; overflow-wrap: anywhere; }
            svg { vertical-align: middle; }
            .critical { color: var(--critical); font-weight: 700; }
            .warning { color: var(--warning); font-weight: 600; }
            .ok { color: var(--ok); }
            @media print { body { margin: 0; max-width: none; font-size: 10pt; } }
            """;

    private final PerformanceWords words;
    private final StringBuilder page = new StringBuilder();

    private PerformancePage(ReportLanguage language) {
        this.words = new PerformanceWords(language);
    }

    static String of(PerformanceReport report, ReportLanguage language) {
        var page = new PerformancePage(language);
        page.write(report, language);
        return page.page.toString();
    }

    private void write(PerformanceReport report, ReportLanguage language) {
        var title = Markup.escape(words.title(report));
        page.append("<!DOCTYPE html>\n<html lang=\"").append(language.code()).append("\">\n<head>\n");
        page.append("<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
        page.append(title)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>");
        page.append(title).append("</h1>\n<p class=\"headline\">").append(Markup.escape(words.headline(report)));
        page.append("</p>\n<p>").append(words.period(report)).append("</p>\n");
        report.services().forEach(this::service);
        page.append("<footer><p>")
                .append(Markup.escape(words.footer(report)))
                .append("</p></footer>\n</main>\n</body>\n</html>\n");
    }

    private void service(String name, ServiceReport service) {
        var label = Markup.escape(name);
        page.append("<h2>")
                .append(label)
                .append("</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
        page.append(label).append("\">\n<table>\n<thead><tr>");
        words.columns()
                .forEach(column ->
                        page.append("<th scope=\"col\">").append(column).append("</th>"));
        page.append("<th scope=\"col\">").append(words.trendColumn()).append("</th></tr></thead>\n<tbody>\n");
        service.metrics().entrySet().forEach(this::row);
        page.append("</tbody>\n</table>\n</div>\n");
    }

    private void row(Map.Entry<String, MetricReport> metric) {
        var cells = words.cells(metric.getKey(), metric.getValue());
        page.append("<tr><th scope=\"row\">")
                .append(Markup.escape(cells.getFirst()))
                .append("</th><td class=\"");
        page.append(metric.getValue().latestStatus().key())
                .append("\">")
                .append(cells.get(1))
                .append("</td>");
        cells.stream()
                .skip(2)
                .forEach(cell -> page.append("<td>").append(Markup.escape(cell)).append("</td>"));
        page.append("<td>")
                .append(TrendLine.of(metric.getValue().trend(), words.trend(metric.getValue())))
                .append("</td></tr>\n");
    }
}
