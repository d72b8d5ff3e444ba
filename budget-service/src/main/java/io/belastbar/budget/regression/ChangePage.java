package io.belastbar.budget.regression;

import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.change.ChangePoint.Kind;
import io.belastbar.change.Level;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.Chart;
import io.belastbar.report.chart.LineChart;
import io.belastbar.report.chart.LineChart.Line;
import io.belastbar.report.chart.Scale;
import io.belastbar.report.chart.TimeAxis;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Status.Fact;
import io.belastbar.report.part.Status.Tone;
import io.belastbar.report.part.Table;
import io.belastbar.report.part.Table.Column;
import io.belastbar.report.part.Tile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A change point for people: one sentence, the series with both levels, and both distributions. */
final class ChangePage {

    private static final PageTemplate TEMPLATE = PageTemplate.of(ChangePage.class, "change.html");
    private static final double HEIGHT = 240;

    private record View(String title, Status status, List<Tile> tiles, Chart chart, Table table, String zone) {}

    private final Change change;
    private final List<SeriesPoint> points;
    private final ReportTime time;
    private final Wording words;
    private final ChangeWords said;

    ChangePage(Change change, List<SeriesPoint> points, ReportTime time) {
        this.change = change;
        this.points = points;
        this.time = time;
        this.words = Wording.of(ChangePage.class, time.language());
        this.said = new ChangeWords(change);
    }

    String html() {
        var title = said.title().in(time.language());
        var why = change.explanation();
        return TEMPLATE.render(
                words,
                new View(
                        title,
                        new Status(tone(), title, said.sentence(time), reasons(), facts()),
                        List.of(
                                tile("big", "medianAfter", why.after()),
                                tile("", "medianBefore", why.before()),
                                new Tile(
                                        "",
                                        words.text("shift"),
                                        why.shiftPercent() == null
                                                ? said.amount(why.shift(), time.language())
                                                : time.language().change(why.shiftPercent()),
                                        words.text("cliffsDelta", why.delta()))),
                        points.isEmpty() ? null : chart(),
                        table(),
                        time.zone(change.at())));
    }

    private Tone tone() {
        return switch (change.state()) {
            case FADED, REJECTED -> Tone.CALM;
            case SUSPECTED -> Tone.OPEN;
            case CERTAIN, ACCEPTED, MOVED -> change.worse() ? Tone.BAD : Tone.GOOD;
        };
    }

    private List<String> reasons() {
        if (change.kind() == Kind.TREND) {
            return List.of(words.text("state", said.state(time)), words.text("lineFitsBetter"));
        }
        return List.of(
                words.text("state", said.state(time)),
                words.text(change.explanation().eDivisiveAgrees() ? "secondMethodAgrees" : "secondMethodDiffers"));
    }

    private List<Fact> facts() {
        return List.of(
                new Fact(words.text("system"), change.series().system()),
                new Fact(words.text("scenario"), change.series().scenario()),
                new Fact(
                        words.text(change.kind() == Kind.TREND ? "trendSince" : "changedAt"), time.minute(change.at())),
                new Fact(words.text("detectedAt"), time.minute(change.detectedAt())));
    }

    private Tile tile(String style, String key, Level level) {
        return new Tile(
                style,
                words.text(key),
                said.amount(level.median(), time.language()),
                words.text("valuesOf", level.n()));
    }

    private Table table() {
        boolean trend = change.kind() == Kind.TREND;
        var columns = new ArrayList<>(List.of(Column.words("")));
        Stream.of("n", "min", "25 %", "median", "75 %", "max")
                .map(Column::figures)
                .forEach(columns::add);
        return new Table(
                words.text("bothLevels"),
                "rows",
                columns,
                List.of(
                        row(
                                trend ? "firstThird" : "before",
                                change.explanation().before()),
                        row(trend ? "lastThird" : "after", change.explanation().after())));
    }

    private Table.Row row(String key, Level level) {
        var cells = new ArrayList<>(List.of(time.language().count(level.n())));
        Stream.of(level.min(), level.lowerQuartile(), level.median(), level.upperQuartile(), level.max())
                .map(value -> said.amount(value, time.language()))
                .forEach(cells::add);
        return Table.Row.of(words.text(key), Table.cells(cells.toArray(String[]::new)));
    }

    private Chart chart() {
        var from = points.getFirst().at();
        var values = points.stream().mapToDouble(SeriesPoint::value).toArray();
        int cut = (int) points.stream()
                .takeWhile(point -> point.at().isBefore(change.at()))
                .count();
        var why = change.explanation();
        var style = change.worse() ? "error" : "achieved";
        return new LineChart(
                        change.series().subject().text(),
                        change.series().metric(),
                        Scale.linear(Arrays.stream(values).max().orElse(1), HEIGHT),
                        change.kind() == Kind.TREND
                                ? List.of(new Line("", "p50", values, false), trend(style, cut))
                                : List.of(
                                        new Line("", "p50", values, false),
                                        level(
                                                "before",
                                                style,
                                                cut - why.before().n(),
                                                cut,
                                                why.before()),
                                        level(
                                                "after",
                                                style,
                                                cut,
                                                cut + why.after().n(),
                                                why.after())),
                        List.of(),
                        List.of(),
                        true)
                .draw(
                        points.stream()
                                .mapToDouble(point ->
                                        Duration.between(from, point.at()).toMillis() / 1e3)
                                .toArray(),
                        TimeAxis.between(from, points.getLast().at(), time),
                        value -> said.amount(value, time.language()));
    }

    /** The median of a stretch of the series, unknown elsewhere. */
    private Line level(String key, String style, int from, int to, Level level) {
        var values = new double[points.size()];
        Arrays.fill(values, Double.NaN);
        Arrays.fill(values, Math.clamp(from, 0, points.size()), Math.clamp(to, 0, points.size()), level.median());
        return new Line(words.text(key), style, values, false);
    }

    /** The line that a trend follows, through the middles of its first and last thirds. */
    private Line trend(String style, int first) {
        var why = change.explanation();
        int end = (int) points.stream()
                .takeWhile(point -> why.until() == null || !point.at().isAfter(why.until()))
                .count();
        double slope = end - first < 2 ? 0 : why.shift() / (end - 1 - first);
        double start = why.before().median() - slope * (why.before().n() - 1) / 2;
        var values = new double[points.size()];
        Arrays.fill(values, Double.NaN);
        for (int i = first; i < end; i++) {
            values[i] = start + slope * (i - first);
        }
        return new Line(words.text("trend"), style, values, false);
    }
}
