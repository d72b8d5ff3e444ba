package io.belastbar.budget.compliance;

import io.belastbar.budget.objective.FigureWords;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.report.Markup;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.Chart;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Status.Fact;
import io.belastbar.report.part.Status.Tone;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Tile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The compliance report for people: broken promises first, then undecided and kept ones; unmeasured ones are folded. */
final class CompliancePage {

    private static final PageTemplate HTML = PageTemplate.of(CompliancePage.class, "compliance.html");
    private static final PageTemplate MARKDOWN = PageTemplate.of(CompliancePage.class, "compliance.md");

    private record View(
            String title,
            Status status,
            List<Tile> tiles,
            List<Section> sections,
            List<Chart> charts,
            List<Unmeasured> unmeasured,
            long unmeasuredCount,
            List<CheckItem> checklist,
            String zone) {}

    private record Section(String title, Table table) {}

    /** Figures of a subject that nobody measured, why, and the command that does. */
    private record Unmeasured(String subject, String figures, String reason, String command) {

        /** For Markdown, where nothing inside a code span can be escaped. */
        Markup code() {
            return new Markup("`" + command.replaceAll("[`\\p{Cntrl}]", " ") + "`");
        }
    }

    private record CheckItem(String question, String answer) {}

    private final ComplianceReport report;
    private final Wording words;
    private final ReportTime time;
    private final ComplianceRows rows;

    CompliancePage(ComplianceReport report, ReportTime time) {
        this.report = report;
        this.words = Wording.of(CompliancePage.class, time.language());
        this.time = time;
        this.rows = new ComplianceRows(words, new FigureWords(words), time);
    }

    String html() {
        return HTML.render(words, view(true));
    }

    /** {@code performance-budget-compliance.md}. */
    String markdown() {
        return MARKDOWN.render(words, view(false));
    }

    private View view(boolean pictures) {
        return new View(
                words.text("complianceTitle", report.system()),
                status(),
                tiles(),
                sections(pictures),
                pictures ? new ComplianceCharts(words, rows, time).of(report) : List.of(),
                unmeasured(),
                (long) report.promises(ObjectiveVerdict.NO_DATA).size(),
                report.handover().stream()
                        .map(item -> new CheckItem(
                                words.language() == ReportLanguage.GERMAN ? item.questionGerman() : item.question(),
                                words.name(item.answer())))
                        .toList(),
                time.zone(report.asOf()));
    }

    private Status status() {
        long broken = report.count(ObjectiveVerdict.FAIL);
        long open = report.count(ObjectiveVerdict.INCONCLUSIVE) + report.count(ObjectiveVerdict.NO_DATA);
        int all = report.counted();
        var tone = broken > 0 ? Tone.BAD : open == all ? Tone.CALM : open > 0 ? Tone.OPEN : Tone.GOOD;
        var first = broken > 0
                ? words.text("promisesBroken", broken, all)
                : words.text(open == all ? "nothingJudged" : "nothingBroken");
        var rest = open == 0 || open == all ? "" : " " + words.text("promisesOpen", open);
        return new Status(tone, words.text("complianceTitle", report.system()), first + rest, List.of(), facts());
    }

    private List<Fact> facts() {
        return Stream.of(
                        new Fact(words.text("budget"), words.text("budgetVersion", "" + report.budgetVersion())),
                        new Fact(words.text("changed"), time.minute(report.budgetChangedAt())),
                        new Fact(words.text("changedBy"), report.budgetChangedBy()),
                        report.runId() == null ? null : new Fact(words.text("testRun"), report.runId()),
                        report.score() == null ? null : new Fact(words.text("score"), score(report.score())),
                        report.from() == null ? null : new Fact(words.text("periodFrom"), time.minute(report.from())),
                        new Fact(words.text("asOf"), time.minute(report.asOf())))
                .filter(fact -> fact != null)
                .toList();
    }

    private String score(ComplianceReport.Score score) {
        return words.text("scoreOf", "" + score.points(), "" + score.budgetVersion());
    }

    private List<Tile> tiles() {
        return List.of(
                tile("bad", "broken", ObjectiveVerdict.FAIL),
                tile("", "undecided", ObjectiveVerdict.INCONCLUSIVE),
                tile("", "close", ObjectiveVerdict.WARN),
                tile("", "kept", ObjectiveVerdict.PASS),
                tile("", "notMeasured", ObjectiveVerdict.NO_DATA));
    }

    private Tile tile(String style, String key, ObjectiveVerdict verdict) {
        long count = report.count(verdict);
        return new Tile(
                count > 0 ? style : "",
                words.text(key + "Tile"),
                words.language().count(count),
                words.text("ofPromises", report.counted()));
    }

    private List<Section> sections(boolean pictures) {
        return Stream.of(
                        section("broken", pictures, ObjectiveVerdict.FAIL),
                        section("undecided", pictures, ObjectiveVerdict.INCONCLUSIVE),
                        section("kept", pictures, ObjectiveVerdict.WARN, ObjectiveVerdict.PASS))
                .filter(section -> !section.table().rows().isEmpty())
                .toList();
    }

    private Section section(String key, boolean pictures, ObjectiveVerdict... verdicts) {
        var lines = Arrays.stream(verdicts)
                .flatMap(verdict -> report.promises(verdict).stream())
                .toList();
        var title = words.text(key + "Section");
        return new Section(title, rows.table(title, lines, pictures));
    }

    private List<Unmeasured> unmeasured() {
        return report.promises(ObjectiveVerdict.NO_DATA).stream()
                .collect(Collectors.groupingBy(
                        line -> line.objective().subject() + rows.reason(line),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values()
                .stream()
                .map(same -> new Unmeasured(
                        rows.subject(same.getFirst()),
                        same.stream().map(rows::figure).collect(Collectors.joining(", ")),
                        rows.reason(same.getFirst()),
                        rows.command(same.getFirst())))
                .toList();
    }
}
