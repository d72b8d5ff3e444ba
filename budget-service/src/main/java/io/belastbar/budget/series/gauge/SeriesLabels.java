package io.belastbar.budget.series.gauge;

import io.belastbar.budget.series.SeriesKey;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How Prometheus is told which series a value is of.
 *
 * <p>A subject that is named as requirements 2 name a metric ({@code database.connections.utilization}) is that metric, with its
 * statistic if it has one. Every other is its name and its figure: {@code http-etag.hit_ratio}, without the {@code target_} of
 * promises, for what was measured is no target. Rules are written on these names. Two series never share one: of two figures of
 * {@code database.size} that which was measured first has the short name, the other its figure too.
 *
 * @param service empty for the whole system
 */
record SeriesLabels(String system, String service, String metric, String testbed) {

    private static final String METRIC = "[a-z][a-z0-9_-]*(\\.[A-Za-z0-9_-]+)+";
    private static final String STATISTIC = "^.*_(?=(p\\d+|avg|peak|sustained)$)";

    static SeriesLabels of(SeriesKey key) {
        return of(key, shortest(key));
    }

    /**
     * Each series' labels, by its place; empty for one that has none of its own left.
     *
     * @param told in the order in which they were made, each with the older figures of its subject, told or not
     */
    static List<Optional<SeriesLabels>> distinct(List<Told> told) {
        Set<SeriesLabels> taken = new HashSet<>();
        return told.stream()
                .map(one -> one.names()
                        .map(name -> of(one.key(), name))
                        .filter(taken::add)
                        .findFirst())
                .toList();
    }

    /** A series that Prometheus is to be told, and which figures of the same subject were measured before it. */
    record Told(SeriesKey key, List<String> older) {

        private Stream<String> names() {
            var subject = key.subject();
            var whole = subject.name() + "." + figure(key.metric());
            var isFirst = older.stream()
                    .noneMatch(figure -> metric(subject.name(), figure).equals(shortest(key)));
            var kind = subject.kind().name().toLowerCase(Locale.ROOT);
            return Stream.concat(
                    isFirst ? Stream.of(shortest(key)) : Stream.empty(), Stream.of(whole, whole + "." + kind));
        }
    }

    private static SeriesLabels of(SeriesKey key, String metric) {
        var service = key.subject().service() == null ? "" : key.subject().service();
        return new SeriesLabels(key.system(), service, metric, key.testbed());
    }

    private static String shortest(SeriesKey key) {
        return metric(key.subject().name(), key.metric());
    }

    private static String metric(String subject, String figure) {
        if (!subject.matches(METRIC)) {
            return subject + "." + figure(figure);
        }
        var statistic = figure.replaceFirst(STATISTIC, "");
        return statistic.equals(figure) ? subject : subject + "." + statistic;
    }

    /** {@code hit_ratio} of {@code target_hit_ratio}. */
    private static String figure(String metric) {
        return metric.replaceFirst("^target_", "");
    }
}
