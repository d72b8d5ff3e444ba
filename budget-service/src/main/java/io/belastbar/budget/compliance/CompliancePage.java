package io.belastbar.budget.compliance;

import static io.belastbar.report.Markup.escape;

import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.report.chart.TrendLine;

/** The compliance report as a page of its own: no script, nothing loaded, light and dark, printable. */
record CompliancePage(ComplianceReport report, ComplianceWords words) {

    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8886; --fail: #b3261e; --warn: #8a5a00; --pass: #1b6e3c; }
            @media (prefers-color-scheme: dark) { :root { --fail: #ff8a80; --warn: #ffcc80; --pass: #8fd9a8; } }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; }
            .headline { font-size: 1.4rem; font-weight: 600; }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
            th, td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: right; vertical-align: top; }
            th:first-child, th:nth-child(2), td:nth-child(2), th:nth-child(8), td:nth-child(8) { text-align: left; }
            tbody th { font-weight: 500; overflow-wrap: anywhere; }
            .reason td { text-align: left; border-top: 0; font-size: .85rem; opacity: .85; }
            .FAIL { color: var(--fail); font-weight: 700; } .WARN { color: var(--warn); font-weight: 600; }
            .PASS { color: var(--pass); } .INCONCLUSIVE, .NO_DATA { font-style: italic; }
            @media print { body { margin: 0; max-width: none; font-size: 9pt; } }
            """;

    String html() {
        var page = new StringBuilder();
        var title = escape(words.title(report));
        page.append("""
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><style>%s</style></head><body><main>
                <h1>%s</h1>
                <p class="headline %s">%s</p>
                <p>%s</p>
                """.formatted(
                        words.language().code(),
                        title,
                        STYLE,
                        title,
                        report.count(ObjectiveVerdict.FAIL) > 0 ? "FAIL" : "",
                        escape(words.headline(report)),
                        escape(words.origin(report))));
        for (var kind : SubjectKind.values()) {
            section(page, kind);
        }
        page.append("<h2>").append(escape(words.handoverTitle())).append("</h2>\n<ul>\n");
        report.handover()
                .forEach(item -> page.append("<li>%s <strong>%s</strong></li>\n"
                        .formatted(escape(words.question(item)), escape(words.answer(item.answer())))));
        return page.append("</ul>\n<p>")
                .append(escape(words.howToRead()))
                .append("</p>\n</main></body></html>\n")
                .toString();
    }

    private void section(StringBuilder page, SubjectKind kind) {
        var lines = report.promises(kind);
        if (lines.isEmpty()) {
            return;
        }
        var name = escape(words.figures().kind(kind));
        page.append("<h2>%s</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
                .formatted(name, name));
        page.append("<table><thead><tr>");
        words.columns()
                .forEach(column ->
                        page.append("<th scope=\"col\">").append(escape(column)).append("</th>"));
        page.append("<th></th></tr></thead><tbody>\n");
        lines.forEach(line -> row(page, line));
        page.append("</tbody></table></div>\n");
    }

    private void row(StringBuilder page, ComplianceLine line) {
        var cells = words.cells(line);
        page.append("<tr><th scope=\"row\">").append(escape(cells.getFirst())).append("</th>");
        for (int i = 1; i < cells.size(); i++) {
            page.append(i == 7 ? "<td class=\"" + line.result().verdict() + "\">" : "<td>")
                    .append(escape(cells.get(i)))
                    .append("</td>");
        }
        page.append("<td>");
        if (line.trend().size() > 1) {
            page.append(TrendLine.of(line.trend(), cells.getFirst() + ", " + cells.get(1)));
        }
        page.append("</td></tr>\n");
        var reason = words.reason(line);
        if (!reason.isEmpty()) {
            page.append("<tr class=\"reason\"><td colspan=\"%d\">%s</td></tr>\n"
                    .formatted(cells.size() + 1, escape(reason)));
        }
    }
}
