package io.belastbar.budget.performance;

import io.belastbar.budget.health.PromiseStatus;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.performance.PerformanceReport.Deviation;
import io.belastbar.budget.performance.PerformanceReport.MetricReport;
import io.belastbar.budget.performance.PerformanceReport.ServiceReport;
import io.belastbar.budget.performance.PerformanceReport.Summary;
import io.belastbar.budget.series.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds a report, one series after another, so that only one of them is held at a time. */
final class PerformanceReportBuilder {

    private static final double DEVIATION_PERCENT_MIN = 20;
    private static final int TREND_PARTS = 40;
    private static final String PREFIX = "target_";

    private final String system;
    private final PerformanceBudget budget;
    private final List<PromiseStatus> statuses;
    private final Map<String, ServiceReport> services = new TreeMap<>();
    private final List<Deviation> deviations = new ArrayList<>();
    private int critical;
    private int warnings;

    /** @param statuses where promises stand now; empty for what is past */
    PerformanceReportBuilder(String system, PerformanceBudget budget, List<PromiseStatus> statuses) {
        this.system = system;
        this.budget = budget;
        this.statuses = statuses;
    }

    void add(FigureValues figure) {
        var promises = promises(figure.key());
        var service = serviceOf(figure.key());
        var name = nameOf(figure.key());
        var report = metric(figure, promises);
        switch (report.latestStatus()) {
            case CRITICAL -> critical++;
            case WARNING -> warnings++;
            case OK, UNKNOWN -> {}
        }
        if (report.baselineDeviation() != null && Math.abs(report.baselineDeviation()) > DEVIATION_PERCENT_MIN) {
            deviations.add(new Deviation(
                    service, name, report.baselineDeviation(), report.latestValue(), report.baselineValue()));
        }
        services.merge(service, service(name, report, figure, promises), PerformanceReportBuilder::together);
    }

    PerformanceReport build(String period, Instant start, Instant end, Integer budgetVersion) {
        var values =
                services.values().stream().mapToLong(ServiceReport::metricCount).sum();
        return new PerformanceReport(
                system,
                period,
                start,
                end,
                budgetVersion,
                values,
                services,
                new Summary(critical, warnings, List.copyOf(deviations)),
                values == 0 ? "nothing was measured; measure with: belastbar measure SUBJECT METRIC VALUE" : null);
    }

    /** Where nothing is promised of single measurements, their peak's limit holds for each of them. */
    private List<Objective> promises(SeriesKey key) {
        var own = budget.objectives()
                .filter(objective -> objective.limit() != null)
                .filter(objective -> objective.terms().counts())
                .filter(objective -> objective.terms().holdOn(key.testbed()))
                .filter(objective -> objective.subject().equals(key.subject()))
                .filter(objective -> objective.metric().equals(key.metric()))
                .toList();
        return own.isEmpty() ? ofPeak(key) : own;
    }

    private List<Objective> ofPeak(SeriesKey key) {
        return budget.objectives()
                .filter(objective -> objective.subject().equals(key.subject()))
                .filter(objective -> objective.statistic() == Statistic.PEAK
                        && objective.measure().lowerIsBetter())
                .filter(objective ->
                        new Metric(objective.measure(), Statistic.NONE).text().equals(key.metric()))
                .toList();
    }

    private MetricReport metric(FigureValues figure, List<Objective> promises) {
        var statistics = ValueStatistics.of(figure.values());
        var latest = figure.latest();
        var now = now(figure, promises);
        var baseline = promises.stream()
                .filter(promise -> promise.baseline() != null)
                .map(promise -> promise.measure().dimension().value(promise.baseline()))
                .findFirst()
                .orElse(null);
        return new MetricReport(
                latest,
                now.map(PromiseStatus::status).orElseGet(() -> MetricStatus.of(latest, promises)),
                figure.latestAt(),
                unit(figure.key()),
                promises.isEmpty() ? null : promises.getFirst().limitText(),
                promises.isEmpty() ? null : promises.getFirst(),
                baseline,
                baseline == null || baseline == 0 ? null : Double.valueOf(100 * (latest - baseline) / baseline),
                statistics.average(),
                statistics.min(),
                statistics.max(),
                statistics.p95(),
                figure.values().length,
                broken(figure.values(), promises),
                now.map(PromiseStatus::stale).orElse(false),
                now.map(PromiseStatus::why).orElse(null),
                ValueStatistics.trend(figure.values(), TREND_PARTS));
    }

    /** What health says of the figure: the worst of its promises; empty where it speaks of another series, or of none. */
    private Optional<PromiseStatus> now(FigureValues figure, List<Objective> promises) {
        return statuses.stream()
                .filter(status -> promises.contains(status.objective()))
                .filter(status -> status.newest() != null
                        && status.newest().key().equals(figure.key())
                        && status.newest().point().at().equals(figure.latestAt()))
                .max(Comparator.comparing(PromiseStatus::status));
    }

    private static long broken(double[] values, List<Objective> promises) {
        return Arrays.stream(values)
                .filter(value -> promises.stream().anyMatch(promise -> !promise.limit()
                        .keptBy(promise.measure().dimension().magnitude(value))))
                .count();
    }

    private static String unit(SeriesKey key) {
        return Metric.parse(key.metric())
                .map(metric -> metric.measure().dimension().unit())
                .orElse("");
    }

    private static ServiceReport service(
            String name, MetricReport report, FigureValues figure, List<Objective> promises) {
        var statuses = new EnumMap<MetricStatus, Long>(MetricStatus.class);
        Arrays.stream(MetricStatus.values()).forEach(status -> statuses.put(status, 0L));
        Arrays.stream(figure.values())
                .forEach(value -> statuses.merge(MetricStatus.of(value, promises), 1L, Long::sum));
        return new ServiceReport(figure.values().length, new TreeMap<>(Map.of(name, report)), statuses);
    }

    private static ServiceReport together(ServiceReport first, ServiceReport second) {
        var metrics = new TreeMap<>(first.metrics());
        metrics.putAll(second.metrics());
        var statuses = new EnumMap<>(first.statusSummary());
        second.statusSummary().forEach((status, count) -> statuses.merge(status, count, Long::sum));
        return new ServiceReport(first.metricCount() + second.metricCount(), metrics, statuses);
    }

    /** What belongs to no service of the system is the system's own. */
    private String serviceOf(SeriesKey key) {
        return key.subject().service() == null ? system : key.subject().service();
    }

    private static String nameOf(SeriesKey key) {
        var metric = key.metric().startsWith(PREFIX) ? key.metric().substring(PREFIX.length()) : key.metric();
        var name = key.subject().name() + "." + metric;
        return key.scenario().equals(SeriesKey.MEASURED) ? name : name + " (" + key.scenario() + ")";
    }
}
