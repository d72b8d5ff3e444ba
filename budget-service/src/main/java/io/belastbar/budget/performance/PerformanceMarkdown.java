package io.belastbar.budget.performance;

import io.belastbar.report.ReportLanguage;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A performance report as Markdown. */
final class PerformanceMarkdown {

    private PerformanceMarkdown() {}

    static String of(PerformanceReport report, ReportLanguage language) {
        var words = new PerformanceWords(language);
        var page = new StringBuilder();
        page.append("# ").append(escaped(words.title(report))).append("\n\n");
        page.append(escaped(words.headline(report))).append("\n\n");
        page.append(words.period(report)).append('\n');
        report.services().forEach((name, service) -> {
            page.append("\n## ").append(escaped(name)).append("\n\n");
            page.append(row(words.columns()));
            page.append(row(Collections.nCopies(words.columns().size(), "---")));
            service.metrics()
                    .forEach((metric, figures) -> page.append(row(words.cells(metric, figures).stream()
                            .map(PerformanceMarkdown::escaped)
                            .toList())));
        });
        return page.append('\n').append(words.footer(report)).append('\n').toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_|<>\\[\\]])", "\\\\$1").replace("\n", " ");
    }
}
