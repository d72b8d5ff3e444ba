package io.belastbar.budget.diff;

import io.belastbar.budget.diff.BudgetDiff.Change;
import io.belastbar.budget.diff.BudgetDiff.Kind;
import io.belastbar.report.ReportLanguage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A comparison of two versions, as it is answered.
 *
 * @param steps who changed what, when and why, from the first version to the second
 */
public record DiffReport(String system, int from, int to, List<Step> steps, List<Change> changes) {

    /** One version between the two. */
    public record Step(int version, String document, Instant at, String by, String reason, boolean removed) {}

    /** As a page for people. */
    String markdown(ReportLanguage language) {
        var page = new StringBuilder();
        page.append(language.choose(
                "# Budget von %s: Version %d bis %d\n\n".formatted(system, from, to),
                "# Budget of %s: version %d to %d\n\n".formatted(system, from, to)));
        steps.forEach(step -> page.append("- **%d** %s, %s, %s%s%s\n"
                .formatted(
                        step.version(),
                        step.document(),
                        step.by(),
                        step.at(),
                        step.removed() ? language.choose(", entfernt", ", removed") : "",
                        step.reason() == null ? "" : ": " + step.reason())));
        if (changes.isEmpty()) {
            return page.append(language.choose("\nKein Versprechen hat sich geändert.\n", "\nNo promise changed.\n"))
                    .toString();
        }
        page.append(language.choose(
                "\n| | Gegenstand | Größe | vorher | nachher |\n|---|---|---|---|---|\n",
                "\n| | subject | figure | before | after |\n|---|---|---|---|---|\n"));
        changes.forEach(change -> page.append("| %s | %s | %s | %s | %s |\n"
                .formatted(
                        word(change.kind(), language),
                        cell(change.subject()),
                        change.metric(),
                        cell(change.before()),
                        cell(change.after()))));
        return page.toString();
    }

    private static String word(Kind kind, ReportLanguage language) {
        return switch (kind) {
            case ADDED -> language.choose("neu", "added");
            case REMOVED -> language.choose("entfallen", "removed");
            case STRICTER -> language.choose("strenger", "stricter");
            case LOOSER -> language.choose("lockerer", "looser");
            case CHANGED -> language.choose("geändert", kind.name().toLowerCase(Locale.ROOT));
        };
    }

    private static String cell(String text) {
        return text == null ? "–" : text.replace("|", "\\|");
    }
}
