package io.belastbar.budget.compliance;

import io.belastbar.budget.objective.SubjectKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code performance-budget-compliance.md}. */
record ComplianceMarkdown(ComplianceReport report, ComplianceWords words) {

    String text() {
        var page = new StringBuilder();
        page.append("# ").append(words.title(report)).append("\n\n");
        page.append("**").append(words.headline(report)).append("** ");
        page.append(words.origin(report)).append("\n");
        for (var kind : SubjectKind.values()) {
            section(page, kind);
        }
        page.append("\n## ").append(words.handoverTitle()).append("\n\n");
        report.handover()
                .forEach(item ->
                        page.append("- %s **%s**\n".formatted(words.question(item), words.answer(item.answer()))));
        return page.append("\n").append(words.howToRead()).append("\n").toString();
    }

    private void section(StringBuilder page, SubjectKind kind) {
        var lines = report.promises(kind);
        if (lines.isEmpty()) {
            return;
        }
        page.append("\n## ").append(words.figures().kind(kind)).append("\n\n");
        page.append("| ").append(String.join(" | ", words.columns())).append(" |\n");
        page.append("|---".repeat(words.columns().size())).append("|\n");
        lines.forEach(line -> page.append("| ")
                .append(words.cells(line).stream().map(ComplianceMarkdown::cell).collect(Collectors.joining(" | ")))
                .append(" |\n"));
        page.append('\n');
        reasons(lines).forEach((reason, figures) -> page.append("- %s: %s\n".formatted(figures, reason.text())));
    }

    /** Why a verdict is what it is, once for all figures of a subject that share the reason. */
    private Map<Reason, String> reasons(List<ComplianceLine> lines) {
        return lines.stream()
                .filter(line -> !words.reason(line).isEmpty())
                .collect(Collectors.groupingBy(
                        line -> new Reason(
                                words.figures().subject(line.objective().subject()), words.reason(line)),
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                same -> words.figures()
                                                .subject(same.getFirst()
                                                        .objective()
                                                        .subject()) + ", "
                                        + same.stream()
                                                .map(line -> words.figures()
                                                        .figure(
                                                                line.objective().measure(),
                                                                line.objective().statistic()))
                                                .collect(Collectors.joining(", ")))));
    }

    private record Reason(String subject, String text) {}

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
