package io.belastbar.capacity.history.peer;

import io.belastbar.capacity.history.MetricName;
import io.belastbar.contracts.SeriesNames.Figure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    /**
     * What it is a series of; {@code service} and {@code scenario} may be empty.
     *
     * @param metric as promises name it, {@code target_response_time_p95}, or without {@code target_}
     */
    record Key(Subject subject, String metric, String scenario, String branch, String testbed) {

        /** Tells the series of one branch and testbed apart; names have no tab. */
        String text() {
            var service = subject.service() == null ? "" : subject.service();
            return String.join("\t", subject.kind(), service, subject.name(), metric);
        }
    }

    record Subject(String kind, String service, String name) {}

    /**
     * A value.
     *
     * @param samples that it rests on; 0 also where nobody said
     * @param labels null for none; {@code samples} is "0" where somebody said that it rests on nothing
     */
    record Point(Instant at, double value, long samples, Map<String, String> labels) {

        /** False of what somebody said rests on no sample at all: no call is no call that failed. */
        boolean isMeasured() {
            return samples != 0 || labels == null || !"0".equals(labels.get("samples"));
        }
    }

    /** What the values are here. */
    record Meaning(String metric, String unit) {

        /** Shares are kept as percent, as limits are written. */
        double factor() {
            return unit.equals("%") ? 100 : 1;
        }
    }

    /** False for what is nobody's growth: runs come as events, and a branch or another testbed is not what is run. */
    boolean isHistory() {
        return key.scenario().isEmpty() && "main".equals(key.branch()) && "default".equals(key.testbed());
    }

    Figure figure() {
        return new Figure(key.subject().kind(), key.subject().name(), key.metric());
    }

    /** The metrics that it may be here, the best first. */
    List<String> names() {
        var service = key.subject().service() == null ? "" : key.subject().service() + ".";
        return figure().names().stream()
                .map(name -> MetricName.of(service + name))
                .distinct()
                .toList();
    }

    /** That of budget-service's dimension; empty for a measure that is not known here. */
    Optional<String> unit() {
        return switch (figure().measure()) {
            case "response_time", "query_time", "transaction_time", "duration", "lag" -> Optional.of("ms");
            case "throughput", "event_rate" -> Optional.of("1/s");
            case "error_rate", "success_rate", "hit_ratio", "utilisation" -> Optional.of("%");
            case "size" -> Optional.of("B");
            case "count" -> Optional.of("count");
            default -> Optional.empty();
        };
    }
}
