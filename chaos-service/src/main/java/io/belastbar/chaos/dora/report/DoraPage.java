package io.belastbar.chaos.dora.report;

import io.belastbar.chaos.dora.coverage.CoverageRow;
import io.belastbar.chaos.dora.coverage.HeldTest;
import io.belastbar.chaos.dora.coverage.Status;
import io.belastbar.chaos.dora.evidence.Evidence;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.dora.facts.Mark;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status.Tone;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Column;
import io.belastbar.report.part.Table.Pill;
import io.belastbar.report.part.Table.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The pages: one sentence first, then tables. */
final class DoraPage {
    private static final PageTemplate HTML = PageTemplate.of(DoraPage.class, "resilience.html");
    private static final PageTemplate MARKDOWN = PageTemplate.of(DoraPage.class, "resilience.md");

    private final DoraContent content;
    private final ReportTime time;
    private final Wording words;

    DoraPage(DoraContent content, ReportTime time) {
        this.content = content;
        this.time = time;
        this.words = Wording.of(DoraPage.class, time.language());
    }

    /** A page that can be written in both forms. */
    record View(
            Wording words, String title, io.belastbar.report.part.Status status, List<Section> sections, String foot) {
        String markdown() {
            return MARKDOWN.render(words, this);
        }

        String html() {
            return HTML.render(words, this);
        }
    }

    record Section(String title, String lead, Table table) {}

    View coverage() {
        long open = content.rows().stream()
                .filter(row -> row.status() == Status.OVERDUE)
                .count();
        long never =
                content.rows().stream().filter(row -> row.covering().isEmpty()).count();
        Tone tone = open > 0 ? Tone.BAD : never > 0 ? Tone.OPEN : Tone.GOOD;
        String sentence = open > 0
                ? words.text("coverageOverdue", open, content.rows().size())
                : never > 0
                        ? words.text("coverageNever", never, content.rows().size())
                        : words.text("coverageGood", content.rows().size());
        return view("coverageTitle", tone, sentence, List.of(matrix()), words.text("coverageFoot"));
    }

    private Section matrix() {
        List<Column> columns = List.of(
                Column.words(words.text("columnStatus")),
                Column.words(words.text("columnFunction")),
                Column.words(words.text("columnScenario")),
                Column.words(words.text("columnLast")),
                Column.words(words.text("columnCovering")),
                Column.words(words.text("columnDue")));
        List<Row> rows = content.rows().stream()
                .map(row -> Row.of(
                        new Pill(row.status().name(), words.name(row.status())),
                        named(row.function()),
                        row.criticality().map(words::name).orElse(""),
                        Table.cells(
                                row.title() + " (" + row.runbook() + ")",
                                row.last().map(this::test).orElse("–"),
                                row.covering().map(this::test).orElse("–"),
                                row.due().map(due -> time.minute(due.at())).orElse("–"))))
                .toList();
        return new Section(words.text("matrix"), "", new Table(words.text("matrix"), "coverage", columns, rows));
    }

    private String test(HeldTest test) {
        String marks = marks(test.conduct().marks());
        return time.minute(test.finishedAt().orElse(test.startedAt())) + ", "
                + test.outcome().orElse("–") + (marks.isEmpty() ? "" : ", " + marks);
    }

    private String marks(Set<Mark> marks) {
        return marks.stream().map(words::name).collect(Collectors.joining(", "));
    }

    View evidence() {
        List<Section> sections = new ArrayList<>();
        content.days().forEach((day, evidence) -> sections.add(articles(day, evidence)));
        sections.add(theirs());
        long covering =
                content.days().keySet().stream().filter(GameDayFacts::covers).count();
        return view(
                "evidenceTitle",
                covering == 0 ? Tone.OPEN : Tone.CALM,
                covering == 0 ? words.text("evidenceNone") : words.text("evidenceSome", covering),
                sections,
                words.text(
                        "evidenceFoot",
                        content.articles().version(),
                        content.articles().checked().toString()));
    }

    private Section articles(GameDayFacts day, List<Evidence> evidence) {
        List<Column> columns = List.of(
                Column.words(words.text("columnVerdict")),
                Column.words(words.text("columnArticle")),
                Column.words(words.text("columnAsks")),
                Column.words(words.text("columnBecause")),
                Column.words(words.text("columnEntries")));
        List<Row> rows = evidence.stream()
                .map(one -> Row.of(
                        new Pill(one.verdict().name(), words.name(one.verdict())),
                        one.article().place(),
                        one.article().law(),
                        Table.cells(
                                one.article().asks().in(time.language()),
                                one.because().in(time.language()),
                                numbers(one.entries()))))
                .toList();
        String title = day.tested().runbook() + " – " + time.minute(day.startedAt());
        String marks = marks(day.conduct().marks());
        String lead = words.text(
                "evidenceLead",
                named(day.tested().function()),
                day.outcome().orElse("–"),
                day.gameDay().toString(),
                marks.isEmpty() ? "–" : marks);
        return new Section(title, lead, new Table(title, "articles", columns, rows));
    }

    private static String numbers(List<Long> entries) {
        return entries.isEmpty()
                ? "–"
                : entries.stream().map(number -> "#" + number).collect(Collectors.joining(", "));
    }

    /** The table of the requirements beside ours. */
    private Section theirs() {
        List<Column> columns = List.of(
                Column.words(words.text("columnScenario")),
                Column.words(words.text("columnTheirs")),
                Column.words(words.text("columnOurs")),
                Column.words(words.text("columnWhy")),
                Column.words(words.text("columnCovering")));
        List<Row> rows = content.articles().scenarios().stream()
                .map(row -> Row.of(
                        null,
                        row.name(),
                        row.every() + ", " + row.target(),
                        Table.cells(
                                "DORA " + row.theirs(),
                                places(row.ours()),
                                row.because().in(time.language()),
                                content.rows().stream()
                                        .filter(mine -> mine.runbook().equals(row.runbook()))
                                        .findFirst()
                                        .flatMap(CoverageRow::covering)
                                        .map(this::test)
                                        .orElse("–"))))
                .toList();
        String title = words.text("theirs");
        return new Section(title, words.text("theirsLead"), new Table(title, "scenarios", columns, rows));
    }

    private String places(List<String> ids) {
        return content.articles().articles().stream()
                .filter(article -> ids.contains(article.id()))
                .map(article -> article.place())
                .collect(Collectors.joining("; "));
    }

    View risks() {
        List<Column> columns = List.of(
                Column.words(words.text("columnResidual")),
                Column.words(words.text("columnFunction")),
                Column.words(words.text("columnRisk")),
                Column.words(words.text("columnEvidence")),
                Column.words(words.text("columnOwner")),
                Column.words(words.text("columnDue")));
        List<Row> rows = content.risks().stream()
                .map(risk -> Row.of(
                        new Pill(risk.residual().name(), words.name(risk.residual())),
                        named(risk.function()),
                        risk.scenario(),
                        Table.cells(
                                risk.risk().in(time.language()),
                                risk.evidence().in(time.language()),
                                risk.owner(),
                                due(risk.due()))))
                .toList();
        String sentence = rows.isEmpty() ? words.text("risksNone") : words.text("risksSome", rows.size());
        String title = words.text("risks");
        return view(
                "risksTitle",
                rows.isEmpty() ? Tone.GOOD : Tone.OPEN,
                sentence,
                List.of(new Section(title, "", new Table(title, "risks", columns, rows))),
                words.text("risksFoot"));
    }

    private String due(Optional<Instant> due) {
        return due.map(time::minute).orElse("–");
    }

    View handover() {
        return view(
                "handoverTitle",
                Tone.CALM,
                words.text("handoverSentence"),
                new HandoverTables(content, words).sections(),
                words.text("handoverFoot"));
    }

    private View view(String title, Tone tone, String sentence, List<Section> sections, String foot) {
        String head = words.text(title, content.system());
        return new View(
                words,
                head,
                new io.belastbar.report.part.Status(
                        tone,
                        head,
                        sentence,
                        List.of(),
                        List.of(new io.belastbar.report.part.Status.Fact(
                                words.text("asOf"), time.minute(content.at())))),
                sections,
                foot);
    }

    private static String named(String function) {
        return function.isBlank() ? "–" : function;
    }
}
