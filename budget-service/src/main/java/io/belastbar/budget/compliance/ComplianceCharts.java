package io.belastbar.budget.compliance;

import io.belastbar.budget.series.TrendRepository.Drawn;
import io.belastbar.contracts.ObjectiveVerdict;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.Chart;
import io.belastbar.report.chart.LineChart;
import io.belastbar.report.chart.Scale;
import io.belastbar.report.chart.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What was measured of promises that are broken, undecided or kept narrowly: small charts on one time axis. */
record ComplianceCharts(Wording words, ComplianceRows rows, ReportTime time) {

    private static final int CHARTS_MAX = 8;
    private static final double HEIGHT = 84;
    private static final double HEADROOM = 1.2;

    List<Chart> of(ComplianceReport report) {
        var lines = Stream.of(ObjectiveVerdict.FAIL, ObjectiveVerdict.INCONCLUSIVE, ObjectiveVerdict.WARN)
                .flatMap(verdict -> report.promises(verdict).stream())
                .filter(line ->
                        line.objective().limit() != null && line.history().size() > 1)
                .limit(CHARTS_MAX)
                .toList();
        if (lines.isEmpty()) {
            return List.of();
        }
        var moments = lines.stream()
                .flatMap(line -> line.history().stream())
                .map(Drawn::at)
                .toList();
        var from = moments.stream().min(Comparator.naturalOrder()).orElseThrow();
        var axis = TimeAxis.between(
                from, moments.stream().max(Comparator.naturalOrder()).orElseThrow(), time);
        var charts = new ArrayList<Chart>();
        for (var line : lines) {
            charts.add(chart(line, from, axis, charts.size() == lines.size() - 1));
        }
        return charts;
    }

    private Chart chart(ComplianceLine line, Instant from, TimeAxis axis, boolean last) {
        var values = line.history().stream().mapToDouble(Drawn::value).toArray();
        var seconds = line.history().stream()
                .mapToDouble(point -> Duration.between(from, point.at()).toMillis() / 1e3)
                .toArray();
        var objective = line.objective();
        double limit = objective.measure().dimension().value(objective.limit().value());
        double most = Math.max(limit, Arrays.stream(values).max().orElse(0));
        var style = line.result().verdict() == ObjectiveVerdict.FAIL ? "error" : "p95";
        return new LineChart(
                        rows.subject(line),
                        rows.figure(line),
                        Scale.linear(most * HEADROOM, HEIGHT),
                        List.of(new LineChart.Line(rows.amount(line, values[values.length - 1]), style, values, false)),
                        List.of(new LineChart.Limit(rows.figures().promise(objective), limit)),
                        List.of(),
                        last)
                .draw(seconds, axis, value -> rows.figures()
                        .amount(objective.measure().dimension(), value));
    }
}
