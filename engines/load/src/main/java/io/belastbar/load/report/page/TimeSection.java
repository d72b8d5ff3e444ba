package io.belastbar.load.report.page;

import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.report.chart.Heatmap;
import io.belastbar.load.report.chart.LineChart;
import io.belastbar.load.report.chart.LineChart.Limit;
import io.belastbar.load.report.chart.LineChart.Line;
import io.belastbar.load.report.chart.PageText;
import io.belastbar.load.report.chart.Scale;
import io.belastbar.load.report.chart.TimeAxis;
import io.belastbar.load.report.chart.TimeLine;
import io.belastbar.load.report.chart.TimePoint;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.TimeBasis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** What happened when: small charts on one time axis, the heat map, and the table of figures behind them. */
final class TimeSection {

    private static final double TALL = 130;
    private static final double LOW = 84;

    private final PageText text;
    private final List<ThresholdResult> thresholds;
    private final boolean generatorKnown;
    private final TimeLine time;
    private final TimeAxis axis;

    TimeSection(PageText text, RunResult result, List<ThresholdResult> thresholds, boolean generatorKnown) {
        this.text = text;
        this.thresholds = thresholds;
        this.generatorKnown = generatorKnown;
        this.time = TimeLine.of(result);
        this.axis = new TimeAxis(Math.max(1, time.seconds()));
    }

    String html() {
        if (time.points().isEmpty()) {
            return "<section><h2>" + text.say("Over time", "Im Verlauf") + "</h2><p>"
                    + text.say(
                            "The source of this result does not say what happened when.",
                            "Die Quelle dieses Ergebnisses sagt nicht, was wann geschah.")
                    + "</p></section>";
        }
        return "<section id=\"time\"><h2>" + text.say("Over time", "Im Verlauf") + "</h2><p class=\"lead\">" + lead()
                + "</p>" + charts() + heat() + new FiguresTable(text, time).html() + "</section>";
    }

    private String lead() {
        String hint = text.say(
                "Move over a chart, or focus it and use the arrow keys, to read a moment in all of them.",
                "Über ein Diagramm fahren, oder es anwählen und die Pfeiltasten benutzen, um einen Augenblick in allen"
                        + " abzulesen.");
        if (time.secondsPerPoint() == 1) {
            return text.say("One point per second. ", "Ein Punkt je Sekunde. ") + hint;
        }
        return text.say(
                        "Reduced to " + time.points().size() + " points: each holds " + time.secondsPerPoint()
                                + " seconds, with the percentiles of all their requests. ",
                        "Verdichtet auf " + time.points().size() + " Punkte: Jeder fasst " + time.secondsPerPoint()
                                + " Sekunden zusammen, mit den Perzentilen aller ihrer Anfragen. ")
                + hint;
    }

    private String charts() {
        List<Line> response = times(TimePoint::response);
        List<Line> service = times(TimePoint::service);
        double[] all = DoubleStream.concat(values(response), values(service)).toArray();
        Scale scale = Scale.ofTimes(all, TALL);
        String how = scale.logarithmic() ? text.say(", logarithmic", ", logarithmisch") : "";
        StringBuilder html = new StringBuilder("<div class=\"multiples\">");
        DoubleFunction<String> millis = text::millis;
        html.append(figure(
                new LineChart(
                        text.say("Response time", "Antwortzeit"),
                        text.say("from the intended start", "ab dem geplanten Start") + how,
                        scale,
                        response,
                        limits(),
                        List.of(0, 1, 2),
                        false),
                millis));
        html.append(figure(
                new LineChart(
                        text.say("Service time", "Bedienzeit"),
                        text.say("from the send, same scale", "ab dem Senden, gleiche Skala") + how,
                        scale,
                        service,
                        List.of(),
                        List.of(3, 4, 5),
                        false),
                millis));
        html.append(throughput());
        boolean users = Arrays.stream(time.values(TimePoint::users)).anyMatch(value -> value > 0);
        html.append(low(
                text.say("Errors", "Fehler"),
                text.say("per second", "je Sekunde"),
                "error",
                8,
                time.values(TimePoint::errorsPerSecond),
                !users && !generatorKnown));
        if (users) {
            html.append(low(
                    text.say("Users", "Benutzer"),
                    text.say("active at once", "zugleich aktiv"),
                    "users",
                    9,
                    time.values(TimePoint::users),
                    !generatorKnown));
        }
        if (generatorKnown) {
            double[] lateness = time.values(TimePoint::latenessP99Ms);
            Scale own = Scale.linear(Math.max(1, Arrays.stream(lateness).max().orElse(1)), LOW);
            html.append(figure(
                    new LineChart(
                            text.say("Lateness of the generator", "Verspätung des Lastgenerators"),
                            text.say("p99, its own fault", "p99, von ihm selbst verschuldet"),
                            own,
                            List.of(new Line("p99", "own", lateness, true)),
                            List.of(),
                            List.of(10),
                            true),
                    millis));
        }
        return html.append("</div>").toString();
    }

    private String throughput() {
        double[] offered = time.values(TimePoint::offeredPerSecond);
        double[] achieved = time.values(TimePoint::achievedPerSecond);
        double most = DoubleStream.concat(Arrays.stream(offered), Arrays.stream(achieved))
                .max()
                .orElse(1);
        List<Line> lines = List.of(
                new Line(text.say("achieved", "erreicht"), "achieved", achieved, true),
                new Line(text.say("offered", "angeboten"), "offered", offered, false));
        return figure(
                new LineChart(
                        text.say("Throughput", "Durchsatz"),
                        text.say("requests per second", "Anfragen je Sekunde"),
                        Scale.linear(most, LOW),
                        lines,
                        List.of(),
                        List.of(6, 7),
                        false),
                text::perSecond);
    }

    private String low(String title, String note, String style, int column, double[] values, boolean clock) {
        Scale scale = Scale.linear(Math.max(1, Arrays.stream(values).max().orElse(1)), LOW);
        List<Line> lines = List.of(new Line(title, style, values, true));
        return figure(
                new LineChart(title, note, scale, lines, List.of(), List.of(column), clock),
                value -> text.language().number(value));
    }

    private List<Line> times(Function<TimePoint, TimePoint.Times> which) {
        return List.of(
                new Line("p99", "p99", time.values(point -> which.apply(point).p99()), false),
                new Line("p95", "p95", time.values(point -> which.apply(point).p95()), false),
                new Line("p50", "p50", time.values(point -> which.apply(point).p50()), false));
    }

    private static DoubleStream values(List<Line> lines) {
        return lines.stream().flatMapToDouble(line -> Arrays.stream(line.values()));
    }

    /** Limits of percentiles that are drawn, over the whole run. */
    private List<Limit> limits() {
        List<Limit> limits = new ArrayList<>();
        for (ThresholdResult found : thresholds) {
            Threshold threshold = found.threshold();
            if (threshold.on().equals(Scope.WHOLE_RUN)
                    && threshold.metric() == TimeBasis.RESPONSE
                    && threshold.condition().measure() instanceof Measure.Percentile(var percent)
                    && List.of(50.0, 95.0, 99.0).contains(percent.doubleValue())) {
                limits.add(new Limit(
                        threshold.name(), threshold.condition().limit().doubleValue()));
            }
        }
        return limits;
    }

    private String figure(LineChart chart, DoubleFunction<String> ticks) {
        String columns =
                String.join(",", chart.columns().stream().map(String::valueOf).toList());
        return "<figure tabindex=\"0\" data-columns=\"" + columns + "\"><figcaption><b>" + chart.title() + "</b> <span>"
                + chart.note() + "</span><output></output></figcaption>" + chart.svg(time, axis, ticks) + "</figure>";
    }

    private String heat() {
        Heatmap heat = new Heatmap(time, axis);
        if (heat.empty()) {
            return "";
        }
        String title = text.say("Distribution of response times", "Verteilung der Antwortzeiten");
        String note = text.say(
                "each field holds " + heat.secondsPerColumn() + " s; strongest colour: " + text.count(heat.most())
                        + " requests; logarithmic in time taken and colour",
                "je Feld " + heat.secondsPerColumn() + " s; kräftigste Farbe: " + text.count(heat.most())
                        + " Anfragen; Dauer und Farbe logarithmisch");
        StringBuilder legend = new StringBuilder("<span class=\"legend\" aria-hidden=\"true\">");
        for (int level = 1; level <= Heatmap.LEVELS; level++) {
            legend.append("<i class=\"h").append(level).append("\"></i>");
        }
        return "<figure class=\"heatmap\"><figcaption><b>" + title + "</b> <span>" + note + "</span>" + legend
                + "</span></figcaption>" + heat.svg(text, title + ", " + note) + "</figure>";
    }
}
