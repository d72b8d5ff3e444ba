package io.belastbar.load.report.page;

import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.report.RunReport;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Scope;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.TimeBasis;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.Chart;
import io.belastbar.report.chart.Figures;
import io.belastbar.report.chart.Heatmap;
import io.belastbar.report.chart.LineChart;
import io.belastbar.report.chart.LineChart.Limit;
import io.belastbar.report.chart.LineChart.Line;
import io.belastbar.report.chart.Scale;
import io.belastbar.report.chart.TimeAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What happened when: small charts on one time axis, the heat map, and the figures behind them.
 *
 * @param heat null where nothing was measured
 */
record TimeSection(String lead, List<Chart> charts, Chart heat, List<Integer> levels, Figures figures) {

    private static final double TALL = 130;
    private static final double LOW = 84;

    /** Null where the source of the result does not say what happened when. */
    static TimeSection of(Wording words, RunReport report, boolean generatorKnown) {
        TimeLine time = TimeLine.of(report.result());
        return time.points().isEmpty() ? null : new Drawing(words, report, time, generatorKnown).section();
    }

    private static final class Drawing {

        private final Wording words;
        private final ReportLanguage language;
        private final RunReport report;
        private final TimeLine time;
        private final TimeAxis axis;
        private final double[] seconds;
        private final List<Chart> charts = new ArrayList<>();
        private final boolean generatorKnown;
        private final boolean users;

        Drawing(Wording words, RunReport report, TimeLine time, boolean generatorKnown) {
            this.words = words;
            this.language = words.language();
            this.report = report;
            this.time = time;
            this.axis = TimeAxis.running(Math.max(1, time.seconds()));
            this.seconds = time.values(point -> point.fromSecond() + time.secondsPerPoint() / 2.0);
            this.generatorKnown = generatorKnown;
            this.users = Arrays.stream(time.values(TimePoint::users)).anyMatch(value -> value > 0);
        }

        TimeSection section() {
            String lead = time.secondsPerPoint() == 1
                    ? words.text("onePointPerSecond")
                    : words.text("reduced", time.points().size(), time.secondsPerPoint());
            draw();
            List<Integer> levels =
                    IntStream.rangeClosed(1, Heatmap.LEVELS).boxed().toList();
            return new TimeSection(lead, charts, heat(), levels, figures());
        }

        private void draw() {
            List<Line> response = times(TimePoint::response);
            List<Line> service = times(TimePoint::service);
            double[] all = Stream.concat(response.stream(), service.stream())
                    .flatMapToDouble(line -> Arrays.stream(line.values()))
                    .toArray();
            Scale scale = Scale.ofTimes(all, TALL);
            String how = scale.logarithmic() ? words.text("logarithmic") : "";
            chart("responseTime", how, scale, response, limits(), List.of(0, 1, 2), language::millis);
            chart("serviceTime", how, scale, service, List.of(), List.of(3, 4, 5), language::millis);
            throughput();
            low("errors", "error", 8, TimePoint::errorsPerSecond, language::number);
            if (users) {
                low("users", "users", 9, TimePoint::users, language::number);
            }
            if (generatorKnown) {
                low("latenessP99", "own", 10, TimePoint::latenessP99Ms, language::millis);
            }
        }

        private void throughput() {
            double[] offered = time.values(TimePoint::offeredPerSecond);
            double[] achieved = time.values(TimePoint::achievedPerSecond);
            double most = DoubleStream.concat(Arrays.stream(offered), Arrays.stream(achieved))
                    .max()
                    .orElse(1);
            List<Line> lines = List.of(
                    new Line(words.text("achieved"), "achieved", achieved, true),
                    new Line(words.text("offered"), "offered", offered, false));
            Scale scale = Scale.linear(most, LOW);
            chart("throughput", "", scale, lines, List.of(), List.of(6, 7), language::perSecond);
        }

        private void low(
                String key, String style, int column, ToDoubleFunction<TimePoint> of, DoubleFunction<String> ticks) {
            double[] values = time.values(of);
            Scale scale = Scale.linear(Math.max(1, Arrays.stream(values).max().orElse(1)), LOW);
            String name = key.equals("latenessP99") ? "p99" : words.text(key);
            chart(key, "", scale, List.of(new Line(name, style, values, true)), List.of(), List.of(column), ticks);
        }

        private void chart(
                String key,
                String how,
                Scale scale,
                List<Line> lines,
                List<Limit> limits,
                List<Integer> columns,
                DoubleFunction<String> ticks) {
            boolean last = columns.contains(generatorKnown ? 10 : users ? 9 : 8);
            String title = words.text(key + "Chart");
            LineChart chart = new LineChart(title, words.text(key + "Note") + how, scale, lines, limits, columns, last);
            charts.add(chart.draw(seconds, axis, ticks));
        }

        private List<Line> times(Function<TimePoint, TimePoint.Times> which) {
            return List.of(
                    new Line(
                            "p99",
                            "p99",
                            time.values(point -> which.apply(point).p99()),
                            false),
                    new Line(
                            "p95",
                            "p95",
                            time.values(point -> which.apply(point).p95()),
                            false),
                    new Line(
                            "p50",
                            "p50",
                            time.values(point -> which.apply(point).p50()),
                            false));
        }

        /** Limits of percentiles that are drawn, over the whole run. */
        private List<Limit> limits() {
            List<Limit> limits = new ArrayList<>();
            for (ThresholdResult found : report.thresholds()) {
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

        private Chart heat() {
            List<int[]> bins = time.points().stream().map(TimePoint::bins).toList();
            Heatmap heat = new Heatmap(bins, time.secondsPerPoint(), axis);
            if (heat.empty()) {
                return null;
            }
            String title = words.text("distribution");
            String note = words.text("distributionNote", heat.secondsPerColumn(), heat.most());
            return new Chart(
                    title,
                    note,
                    "",
                    heat.draw(
                            TimePoint.BINS_PER_DECADE,
                            bin -> language.millis(TimePoint.lowerEdgeMs(bin)),
                            title + ", " + note));
        }

        private Figures figures() {
            String response = words.text("response");
            String service = words.text("service");
            List<String> headers = new ArrayList<>(List.of(words.text("time")));
            Stream.of(response, service)
                    .flatMap(which -> Stream.of(which + " p50", which + " p95", which + " p99"))
                    .forEach(headers::add);
            Stream.of("achievedColumn", "offeredColumn", "errorsColumn", "users", "latenessColumn")
                    .map(words::text)
                    .forEach(headers::add);
            return new Figures(
                    headers,
                    time.points().stream()
                            .map(point -> new Figures.Row(TimeAxis.clock(point.fromSecond()), cells(point)))
                            .toList());
        }

        private List<String> cells(TimePoint point) {
            return List.of(
                    language.millis(point.response().p50()),
                    language.millis(point.response().p95()),
                    language.millis(point.response().p99()),
                    language.millis(point.service().p50()),
                    language.millis(point.service().p95()),
                    language.millis(point.service().p99()),
                    language.perSecond(point.achievedPerSecond()),
                    language.perSecond(point.offeredPerSecond()),
                    language.number(point.errorsPerSecond()),
                    language.count(point.users()),
                    language.millis(point.latenessP99Ms()));
        }
    }
}
