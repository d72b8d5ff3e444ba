package io.belastbar.profiling.checkup;

import io.belastbar.contracts.Severity;
import io.belastbar.profiling.checkup.CheckedReport.Problem;
import io.belastbar.report.Markup;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Status.Tone;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Cell;
import io.belastbar.report.part.Table.Column;
import io.belastbar.report.part.Table.Row;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The reports of all checks for people. The labels are translated; the texts are as the checks wrote them. */
final class CheckPage {
    private static final PageTemplate HTML = PageTemplate.of(CheckPage.class, "checks.html");
    private static final PageTemplate MARKDOWN = PageTemplate.of(CheckPage.class, "checks.md");
    private static final int ROWS_SHOWN = 20;
    private static final Map<Severity, String> STYLES = Map.of(
            Severity.CRITICAL, "s-CRITICAL",
            Severity.HIGH, "s-FAIL",
            Severity.MEDIUM, "s-WARN",
            Severity.LOW, "s-UNKNOWN");

    private record View(String title, Status status, List<Section> checks) {}

    private record Section(
            String name,
            String checkedAt,
            String summary,
            List<String> missing,
            List<Wrong> problems,
            Table table,
            int rowsLeftOut) {}

    private record Wrong(
            String style, Severity severity, String finding, String title, String description, List<String> measures) {

        /** For Markdown, where nothing inside a code span can be escaped. */
        List<Markup> code() {
            return measures.stream()
                    .map(measure -> new Markup("`" + measure.replace('`', '\'') + "`"))
                    .toList();
        }
    }

    private final Wording words;
    private final ReportTime time;

    CheckPage(ReportTime time) {
        this.words = Wording.of(CheckPage.class, time.language());
        this.time = time;
    }

    String html(DatabaseReport report) {
        return HTML.render(words, view(report));
    }

    String markdown(DatabaseReport report) {
        return MARKDOWN.render(words, view(report));
    }

    private View view(DatabaseReport report) {
        String title = words.text("checksTitle", report.system());
        return new View(
                title,
                status(report, title),
                report.checks().stream().map(this::section).toList());
    }

    private Status status(DatabaseReport report, String title) {
        long problems = report.checks().stream()
                .mapToLong(check -> check.problems().size())
                .sum();
        boolean urgent = report.checks().stream()
                .flatMap(check -> check.problems().stream())
                .anyMatch(problem -> problem.severity().compareTo(Severity.HIGH) <= 0);
        if (report.checks().isEmpty()) {
            var command = words.text("checksCommand", report.system());
            return new Status(Tone.CALM, title, words.text("noChecks"), List.of(command), List.of());
        }
        var tone = urgent ? Tone.BAD : problems > 0 ? Tone.OPEN : Tone.GOOD;
        var sentence = problems > 0
                ? words.text("checksProblems", problems)
                : words.text("checksGood", report.checks().size());
        return new Status(tone, title, sentence, List.of(), List.of());
    }

    private Section section(CheckedReport check) {
        int shown = Math.min(check.rows().size(), ROWS_SHOWN);
        return new Section(
                check.check(),
                time.minute(check.checkedAt()),
                check.summary(),
                check.missing(),
                check.problems().stream().map(CheckPage::wrong).toList(),
                table(check, shown),
                check.rows().size() - shown + check.rowsLeftOut());
    }

    private static Wrong wrong(Problem problem) {
        return new Wrong(
                STYLES.get(problem.severity()),
                problem.severity(),
                problem.finding() == null ? "" : problem.finding(),
                oneLine(problem.title()),
                oneLine(problem.description()),
                problem.measures().stream().map(CheckPage::oneLine).toList());
    }

    /** Without rows it has no columns either: nothing says which. */
    private static Table table(CheckedReport check, int shown) {
        List<String> names = check.rows().stream()
                .limit(shown)
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .toList();
        List<Row> rows = check.rows().stream()
                .limit(shown)
                .map(row -> Row.of(
                        cell(row.get(names.getFirst())),
                        names.stream()
                                .skip(1)
                                .map(name -> Cell.of(cell(row.get(name))))
                                .toList()))
                .toList();
        Stream<Column> columns = names.stream().map(name -> Column.words(name.replace('_', ' ')));
        return new Table(check.check(), "rows", columns.toList(), rows);
    }

    private static String cell(Object value) {
        return value == null ? ReportLanguage.NOTHING : shortened(oneLine(value.toString()));
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static String oneLine(String text) {
        return text == null || text.isBlank()
                ? ReportLanguage.NOTHING
                : text.strip().replaceAll("\\s+", " ");
    }
}
