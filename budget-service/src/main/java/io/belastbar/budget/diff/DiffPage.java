package io.belastbar.budget.diff;

import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Column;
import java.util.List;
import java.util.stream.Stream;

/** A comparison of two versions as Markdown. */
final class DiffPage {

    private static final PageTemplate TEMPLATE = PageTemplate.of(DiffPage.class, "diff.md");

    private record View(DiffReport report, String from, String to, List<Step> steps, Table table) {}

    private record Step(String version, String document, String by, String at, boolean removed, String reason) {}

    private DiffPage() {}

    static String markdown(DiffReport report, ReportTime time) {
        var words = Wording.of(DiffPage.class, time.language());
        var steps = report.steps().stream()
                .map(step -> new Step(
                        "" + step.version(),
                        step.document(),
                        step.by(),
                        time.minute(step.at()),
                        step.removed(),
                        step.reason() == null ? "" : step.reason()))
                .toList();
        var rows = report.changes().stream()
                .map(change -> Table.Row.of(
                        new Table.Pill("", words.name(change.kind())),
                        change.subject(),
                        "",
                        Table.cells(change.metric(), known(change.before()), known(change.after()))))
                .toList();
        var columns = Stream.of("", "subject", "figure", "before", "after")
                .map(key -> Column.words(key.isEmpty() ? "" : words.text(key)))
                .toList();
        return TEMPLATE.render(
                words, new View(report, "" + report.from(), "" + report.to(), steps, new Table("", "", columns, rows)));
    }

    private static String known(String text) {
        return text == null ? ReportLanguage.NOTHING : text;
    }
}
