package io.belastbar.budget.performance;

import io.belastbar.budget.objective.FigureWords;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.performance.PerformanceReport.MetricReport;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.TrendLine;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Status.Fact;
import io.belastbar.report.part.Status.Tone;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Cell;
import io.belastbar.report.part.Table.Column;
import io.belastbar.report.part.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A performance report for people: critical figures first, then warnings, then the rest; what is not judged is folded. */
final class PerformancePage {

    private static final PageTemplate HTML = PageTemplate.of(PerformancePage.class, "performance.html");
    private static final PageTemplate MARKDOWN = PageTemplate.of(PerformancePage.class, "performance.md");

    private record View(
            String title, Status status, List<Tile> tiles, List<Section> sections, Section notJudged, String footer) {}

    private record Section(String title, Table table) {}

    private record Figure(String service, String name, MetricReport metric) {}

    private final PerformanceReport report;
    private final Wording words;
    private final FigureWords figures;
    private final ReportLanguage language;
    private final ReportTime time;

    PerformancePage(PerformanceReport report, ReportTime time) {
        this.report = report;
        this.words = Wording.of(PerformancePage.class, time.language());
        this.figures = new FigureWords(time.language());
        this.language = time.language();
        this.time = time;
    }

    String html() {
        return HTML.render(words, view(true));
    }

    String markdown() {
        return MARKDOWN.render(words, view(false));
    }

    private View view(boolean pictures) {
        var notJudged = section("notJudged", figure -> isUnknown(figure) && figure.promise() == null, pictures);
        return new View(
                words.text("performanceTitle", report.system()),
                status(),
                tiles(),
                Stream.of(
                                section("critical", is(MetricStatus.CRITICAL), pictures),
                                section("warning", is(MetricStatus.WARNING), pictures),
                                section("notKnown", figure -> isUnknown(figure) && figure.promise() != null, pictures),
                                section("inOrder", is(MetricStatus.OK), pictures))
                        .filter(section -> !section.table().rows().isEmpty())
                        .toList(),
                notJudged.table().rows().isEmpty() ? null : notJudged,
                report.budgetVersion() == null
                        ? words.text("noBudget")
                        : words.text("heldAgainst", "" + report.budgetVersion()));
    }

    /** The report in one sentence, bad news first and good news too. */
    private Status status() {
        var period = words.name(ReportPeriod.named(report));
        var summary = report.summary();
        var deviations = summary.baselineDeviations().size();
        var sentence = report.figures() == 0
                ? words.text("nothingMeasured", period)
                : words.text(
                        "performanceHeadline",
                        report.figures(),
                        period,
                        summary.criticalIssues(),
                        summary.warnings(),
                        deviations);
        var tone = report.figures() == 0
                ? Tone.CALM
                : summary.criticalIssues() > 0 ? Tone.BAD : summary.warnings() > 0 ? Tone.OPEN : Tone.GOOD;
        var facts = List.of(
                new Fact(words.text("from"), time.minute(report.startTime())),
                new Fact(words.text("to"), time.minute(report.endTime())));
        return new Status(tone, words.text("performanceTitle", report.system()), sentence, List.of(), facts);
    }

    private List<Tile> tiles() {
        var summary = report.summary();
        return List.of(
                tile(summary.criticalIssues() > 0 ? "bad" : "", "critical", summary.criticalIssues()),
                tile("", "warning", summary.warnings()),
                tile("", "deviating", summary.baselineDeviations().size()),
                new Tile("", words.text("valuesTile"), language.count(report.totalMetrics()), ""));
    }

    private Tile tile(String style, String key, int count) {
        return new Tile(
                style, words.text(key + "Tile"), language.count(count), words.text("ofFigures", report.figures()));
    }

    private static Predicate<MetricReport> is(MetricStatus status) {
        return figure -> figure.latestStatus() == status;
    }

    private static boolean isUnknown(MetricReport figure) {
        return figure.latestStatus() == MetricStatus.UNKNOWN;
    }

    private Section section(String key, Predicate<MetricReport> which, boolean pictures) {
        var columns = new ArrayList<>(
                List.of(Column.words(words.text("statusColumn")), Column.words(words.text("metricColumn"))));
        Stream.of("latest", "limit", "baselineValue", "deviation", "average", "min", "max", "p95", "values")
                .map(column -> Column.figures(words.text(column + "Column")))
                .forEach(columns::add);
        if (pictures) {
            columns.add(Column.figures(words.text("trendColumn")));
        }
        var rows = report.services().entrySet().stream()
                .flatMap(service -> service.getValue().metrics().entrySet().stream()
                        .map(metric -> new Figure(service.getKey(), metric.getKey(), metric.getValue())))
                .filter(figure -> which.test(figure.metric()))
                .map(figure -> row(figure, pictures))
                .toList();
        var title = words.text(key + "Section");
        return new Section(title, new Table(title, "rows dense", columns, rows));
    }

    private Table.Row row(Figure figure, boolean pictures) {
        var metric = figure.metric();
        var cells = new ArrayList<>(List.of(
                Cell.styled("strong", value(metric, metric.latestValue())),
                Cell.of(metric.promise() == null ? ReportLanguage.NOTHING : figures.promise(metric.promise())),
                Cell.of(
                        metric.baselineValue() == null
                                ? ReportLanguage.NOTHING
                                : value(metric, metric.baselineValue())),
                Cell.of(
                        metric.baselineDeviation() == null
                                ? ReportLanguage.NOTHING
                                : language.change(metric.baselineDeviation())),
                Cell.of(value(metric, metric.avgValue())),
                Cell.of(value(metric, metric.minValue())),
                Cell.of(value(metric, metric.maxValue())),
                Cell.of(value(metric, metric.p95Value())),
                Cell.of(language.count(metric.dataPoints()))));
        if (pictures) {
            var words = trend(metric);
            cells.add(new Cell("", "", "", TrendLine.of(metric.trend(), words)));
        }
        var pill = new Table.Pill("s-" + metric.latestStatus().name(), words.name(metric.latestStatus()));
        return new Table.Row(pill, figure.name(), figure.service(), cells, note(metric));
    }

    /** What the status of the latest value does not tell: what else broke the promise meanwhile, and what is stale. */
    private String note(MetricReport metric) {
        var broken = metric.brokenValues() == 0 || metric.latestStatus() == MetricStatus.CRITICAL
                ? ""
                : words.text("valuesBroke", metric.brokenValues(), metric.dataPoints());
        var why = metric.why() == null ? "" : metric.why().in(language);
        return broken.isEmpty() || why.isEmpty() ? broken + why : broken + "; " + why;
    }

    /** A trend in words, for those who cannot see its line. */
    private String trend(MetricReport metric) {
        return words.text(
                "fromTo",
                value(metric, metric.trend().getFirst()),
                value(metric, metric.trend().getLast()));
    }

    /** Beside a limit it is never rounded onto it. */
    private String value(MetricReport metric, double value) {
        if (metric.promise() != null) {
            var dimension = metric.promise().measure().dimension();
            return figures.amount(
                    dimension, value, dimension.value(metric.promise().limit().value()));
        }
        return switch (metric.unit()) {
            case "ms" -> language.millis(value);
            case "1/s" -> value < 1 ? language.number(value) + "/s" : language.perSecond(value);
            case "ratio" -> language.percent(value);
            case "B" -> language.bytes(value);
            default -> language.number(value);
        };
    }
}
