package io.belastbar.budget.series.gauge;

import io.belastbar.budget.series.SeriesKey;

/**
 * How Prometheus is told which series a value is of.
 *
 * <p>A subject that is named as requirements 2 name a metric ({@code database.connections.utilization}) is that metric, with its
 * statistic if it has one. Every other is its name and its figure: {@code http-etag.hit_ratio}. Rules are written on these names.
 *
 * @param service empty for the whole system
 */
record SeriesLabels(String system, String service, String metric, String testbed) {

    private static final String METRIC = "[a-z][a-z0-9_-]*(\\.[A-Za-z0-9_-]+)+";
    private static final String STATISTIC = "^.*_(?=(p\\d+|avg|peak|sustained)$)";

    static SeriesLabels of(SeriesKey key) {
        var subject = key.subject();
        var service = subject.service() == null ? "" : subject.service();
        return new SeriesLabels(key.system(), service, metric(subject.name(), key.metric()), key.testbed());
    }

    private static String metric(String subject, String figure) {
        if (!subject.matches(METRIC)) {
            return subject + "." + figure;
        }
        var statistic = figure.replaceFirst(STATISTIC, "");
        return statistic.equals(figure) ? subject : subject + "." + statistic;
    }
}
