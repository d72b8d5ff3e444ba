package io.belastbar.profiling.rls;

import io.belastbar.profiling.check.CheckReport;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the two checks of row-level security saw, as the text of {@code rls-performance-analysis.md}. */
public final class PolicyAnalysisText {
    private static final List<String> FORMS = List.of(
            "table",
            "policy",
            "form",
            "answeredBy",
            "severity",
            "predictedMs",
            "medianMs",
            "p95Ms",
            "measuredMs",
            "worstTenant",
            "tenantsMeasured",
            "measuredBlocks",
            "writtenOutMs",
            "advice");
    private static final List<String> WAYS = List.of("relation", "kind", "concerns", "foreignRowsSeen", "proof", "why");

    private final Wording words;

    public PolicyAnalysisText(ReportLanguage language) {
        this.words = Wording.of(PolicyAnalysisText.class, language);
    }

    /**
     * Markdown.
     *
     * @param policies what {@link PolicyFormsCheck} saw
     * @param isolation what the check of isolation saw
     */
    public String of(CheckReport policies, CheckReport isolation) {
        StringBuilder text = new StringBuilder("# " + words.text("title") + "\n\n");
        text.append(words.text("howJudged")).append("\n\n");
        section(text, "policies", policies, FORMS);
        section(text, "isolation", isolation, WAYS);
        return text.toString();
    }

    private void section(StringBuilder text, String heading, CheckReport report, List<String> columns) {
        text.append("## ").append(words.text(heading)).append("\n\n");
        text.append(words.text(
                        report.diagnoses().isEmpty() ? "nothingFound" : "found",
                        report.diagnoses().size()))
                .append("\n\n");
        if (!report.rows().isEmpty()) {
            text.append(row(columns.stream()
                    .map(column -> words.text("column." + column))
                    .toList()));
            text.append("|---".repeat(columns.size())).append("|\n");
            report.rows()
                    .forEach(row -> text.append(row(
                            columns.stream().map(column -> cell(row, column)).toList())));
            text.append('\n');
        }
        if (!report.missing().isEmpty()) {
            text.append(words.text("missing")).append("\n\n");
            report.missing()
                    .forEach(missing -> text.append("- ").append(missing).append('\n'));
            text.append('\n');
        }
    }

    private static String cell(Map<String, Object> row, String column) {
        return Objects.toString(row.get(column), "").replace("|", "\\|").replaceAll("\\s+", " ");
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
