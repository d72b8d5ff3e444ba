package io.belastbar.profiling.finding.page;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.Severity;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.page.FindingOverview.Count;
import io.belastbar.profiling.finding.symptom.Symptom;
import io.belastbar.report.Markup;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Status.Fact;
import io.belastbar.report.part.Status.Tone;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Column;
import io.belastbar.report.part.Tile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Findings for people: one in the form of the finding template, or those of a system, the undecided ones first and the
 * decided ones folded. The labels are translated; the texts are as they were raised.
 */
public final class FindingPage {

    private static final PageTemplate HTML = PageTemplate.of(FindingPage.class, "findings.html");
    private static final PageTemplate MARKDOWN = PageTemplate.of(FindingPage.class, "findings.md");
    private static final PageTemplate ENTRY = PageTemplate.of(FindingPage.class, "entry.md");
    private static final Map<Severity, String> STYLES = Map.of(
            Severity.CRITICAL, "s-CRITICAL",
            Severity.HIGH, "s-FAIL",
            Severity.MEDIUM, "s-WARN",
            Severity.LOW, "s-UNKNOWN");

    private record One(Entry finding) {}

    private record View(
            String title,
            Status status,
            List<Tile> tiles,
            List<Entry> open,
            Table decided,
            List<Entry> decidedOnes,
            long decidedCount,
            long left) {}

    /** A finding as it is written. */
    private record Entry(
            String number,
            String title,
            String date,
            String foundBy,
            String style,
            Severity severity,
            String category,
            String reference,
            String component,
            List<String> description,
            List<String> measures,
            String responsible,
            FindingStatus status,
            String seen,
            List<Fact> evidence,
            List<String> symptoms,
            String decision,
            List<Fact> handling,
            List<String> history) {

        /** For Markdown, where nothing inside a code span can be escaped. */
        Markup code() {
            return new Markup("`" + component.replace('`', '\'') + "`");
        }
    }

    private final Wording words;
    private final ReportTime time;
    private final HistoryText history;
    private final HandlingText handling;

    public FindingPage(ReportTime time) {
        this.words = Wording.of(FindingPage.class, time.language());
        this.time = time;
        this.history = new HistoryText(words, time);
        this.handling = new HandlingText(words, time);
    }

    /** One finding in the form of the finding template. */
    public String entry(Finding finding) {
        return ENTRY.render(words, new One(written(finding)));
    }

    public String html(FindingOverview overview) {
        return HTML.render(words, view(overview));
    }

    public String markdown(FindingOverview overview) {
        return MARKDOWN.render(words, view(overview));
    }

    private View view(FindingOverview overview) {
        long all = overview.count(count -> true);
        return new View(
                words.text("findingsTitle", overview.system()),
                status(overview),
                tiles(overview),
                overview.undecided().stream().map(this::written).toList(),
                decided(overview.decided()),
                overview.decided().stream().map(this::written).toList(),
                overview.count(count -> !count.status().isUndecided()),
                all - overview.findings().size());
    }

    private Status status(FindingOverview overview) {
        long open = overview.count(FindingPage::isUndecided);
        long urgent = overview.count(FindingPage::isUrgent);
        long all = overview.count(count -> true);
        var tone = urgent > 0 ? Tone.BAD : open > 0 ? Tone.OPEN : all > 0 ? Tone.GOOD : Tone.CALM;
        var sentence = open > 0
                ? words.text(urgent > 0 ? "urgentFindings" : "openFindings", open, urgent)
                : words.text(all > 0 ? "noOpenFindings" : "noFindings");
        var reasons = all > 0 ? List.<String>of() : List.of(words.text("noFindingsCommand"));
        return new Status(tone, words.text("findingsTitle", overview.system()), sentence, reasons, List.of());
    }

    private List<Tile> tiles(FindingOverview overview) {
        return List.of(
                tile(overview, "bad", "urgentTile", FindingPage::isUrgent),
                tile(overview, "", "openTile", count -> count.status() == FindingStatus.OPEN),
                tile(overview, "", "inProgressTile", count -> count.status() == FindingStatus.IN_PROGRESS),
                tile(overview, "", "decidedTile", count -> !count.status().isUndecided()));
    }

    private Tile tile(FindingOverview overview, String style, String key, Predicate<Count> kind) {
        long count = overview.count(kind);
        return new Tile(
                count > 0 ? style : "",
                words.text(key),
                words.language().count(count),
                words.text("ofFindings", overview.count(each -> true)));
    }

    private static boolean isUndecided(Count count) {
        return count.status().isUndecided();
    }

    private static boolean isUrgent(Count count) {
        return isUndecided(count) && count.severity().compareTo(Severity.HIGH) <= 0;
    }

    private Table decided(List<Finding> findings) {
        var columns = List.of(
                Column.words(words.text("severity")),
                Column.words(words.text("finding")),
                Column.words(words.text("component")),
                Column.words(words.text("status")),
                Column.words(words.text("decision")));
        return new Table(
                words.text("decidedTile"),
                "rows",
                columns,
                findings.stream().map(this::row).toList());
    }

    private Table.Row row(Finding finding) {
        var pill = new Table.Pill(STYLES.get(finding.severity()), words.name(finding.severity()));
        var cells = List.of(
                Table.Cell.styled("left wrap", oneLine(finding.component())),
                Table.Cell.styled("left", words.name(finding.status())),
                Table.Cell.styled("left wrap", decision(finding)));
        return Table.Row.of(pill, finding.number() + " " + oneLine(finding.title()), "", cells);
    }

    private Entry written(Finding finding) {
        return new Entry(
                finding.number(),
                oneLine(finding.title()),
                time.on("uuuu-MM-dd", finding.registeredAt()),
                oneLine(finding.foundBy()),
                STYLES.get(finding.severity()),
                finding.severity(),
                oneLine(finding.category()),
                oneLine(finding.regulatoryReference()),
                oneLine(finding.component()),
                isBlank(finding.description())
                        ? List.of(ReportLanguage.NOTHING)
                        : finding.description().strip().lines().toList(),
                finding.recommendedMeasures().stream().map(FindingPage::oneLine).toList(),
                oneLine(finding.responsible()),
                finding.status(),
                words.text("seenTimes", finding.occurrences(), time.minute(finding.lastSeenAt())),
                new TreeMap<>(finding.evidence())
                        .entrySet().stream()
                                .map(fact -> new Fact(fact.getKey(), oneLine(fact.getValue())))
                                .toList(),
                finding.symptoms().stream().map(this::symptom).toList(),
                history.decision(finding),
                handling.facts(finding),
                history.lines(finding));
    }

    private String symptom(Symptom symptom) {
        String text = words.text(
                "symptomOf",
                oneLine(symptom.subject()),
                oneLine(symptom.metric()),
                oneLine(symptom.observed()),
                oneLine(symptom.limit()),
                oneLine(symptom.runId()));
        return symptom.resolvedAt() == null ? text : text + " · " + words.text("symptomOver");
    }

    /** At least since when, where an older version did not keep by whom. */
    private String decision(Finding finding) {
        return finding.decision() == null
                ? words.text("decidedAt", time.minute(finding.statusChangedAt()))
                : history.decision(finding);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static String oneLine(String text) {
        return isBlank(text) ? ReportLanguage.NOTHING : text.strip().replaceAll("\\s+", " ");
    }
}
