package io.belastbar.capacity.history.peer;

import io.belastbar.capacity.history.MetricName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A series of budget-service as it answers it.
 *
 * @param key which one
 * @param point its newest value
 */
record PeerSeries(Key key, Point point) {

    /** Of a list. */
    record Page(List<PeerSeries> items, String nextCursor) {}

    /** Of values, the newest first. */
    record Points(List<Point> items, String nextCursor) {}

    /** What it is a series of; {@code service} and {@code scenario} may be empty. */
    record Key(Subject subject, String metric, String scenario, String branch, String testbed) {}

    record Subject(String kind, String service, String name) {}

    record Point(Instant at, double value) {}

    /**
     * What the values are here.
     *
     * @param factor that makes a value of theirs one in {@code unit}
     */
    record Meaning(String metric, String unit, double factor) {}

    /**
     * The name and the unit here; empty for what is no history: runs come as events, a branch is nobody's growth.
     *
     * <p>A subject that is named as requirements 2 name a metric ({@code database.connections.utilization}) is that metric, with its
     * statistic if it has one. Units are those of budget-service's dimensions; shares are kept as percent, as limits are written.
     */
    Optional<Meaning> meaning() {
        var isHere = key.scenario().isEmpty() && "main".equals(key.branch()) && "default".equals(key.testbed());
        return isHere ? unit(key.metric()).map(this::meaning) : Optional.empty();
    }

    private Meaning meaning(String unit) {
        var subject = key.subject();
        var isMetric =
                subject.name().matches("[a-z][a-z0-9_-]*(\\.[A-Za-z0-9_-]+)+") && !"ENDPOINT".equals(subject.kind());
        var service = subject.service() == null ? "" : subject.service() + ".";
        var statistic = key.metric().replaceFirst("^.*_(?=(p\\d+|avg|mean|max|min)$)", "");
        var figure = statistic.equals(key.metric()) ? "" : "." + statistic;
        var name = isMetric ? subject.name() + figure : subject.name() + "." + key.metric();
        return new Meaning(MetricName.of(service + name), unit, unit.equals("%") ? 100 : 1);
    }

    private static Optional<String> unit(String metric) {
        var measure = metric.toLowerCase(Locale.ROOT);
        if (measure.matches("(response_time|query_time|transaction_time|duration|lag).*")) {
            return Optional.of("ms");
        }
        if (measure.matches("(throughput|event_rate).*")) {
            return Optional.of("1/s");
        }
        if (measure.matches("(error_rate|success_rate|hit_ratio|utilisation).*")) {
            return Optional.of("%");
        }
        if (measure.startsWith("size")) {
            return Optional.of("B");
        }
        return measure.startsWith("count") ? Optional.of("count") : Optional.empty();
    }
}
