package io.belastbar.budget.series.gauge;

import io.belastbar.budget.series.SeriesKey;
import io.belastbar.contracts.SeriesNames;
import io.belastbar.contracts.SeriesNames.Figure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How Prometheus is told which series a value is of. Rules are written on these names ({@link SeriesNames}). Two series never
 * share one: of two figures of {@code database.size} that which was made first has the short name, the other its figure too, and
 * so it stays, whichever of them is measured lately.
 *
 * @param service empty for the whole system
 */
record SeriesLabels(String system, String service, String metric, String testbed) {

    /** The labels of the series that have some of their own. */
    static Map<SeriesKey, SeriesLabels> distinct(List<SeriesKey> oldestFirst) {
        var own = SeriesNames.distinct(
                oldestFirst.stream().map(SeriesLabels::possible).toList());
        var byKey = new HashMap<SeriesKey, SeriesLabels>();
        for (int i = 0; i < oldestFirst.size(); i++) {
            SeriesKey key = oldestFirst.get(i);
            own.get(i).ifPresent(labels -> byKey.put(key, labels));
        }
        return byKey;
    }

    /** The subjects whose series may have a name that one of these may have. */
    static Set<String> subjects(List<SeriesKey> keys) {
        return keys.stream()
                .flatMap(key -> figure(key).names().stream())
                .flatMap(name -> SeriesNames.subjects(name).stream())
                .collect(Collectors.toSet());
    }

    private static List<SeriesLabels> possible(SeriesKey key) {
        var service = key.subject().service() == null ? "" : key.subject().service();
        return figure(key).names().stream()
                .map(name -> new SeriesLabels(key.system(), service, name, key.testbed()))
                .toList();
    }

    private static Figure figure(SeriesKey key) {
        return new Figure(key.subject().kind().name(), key.subject().name(), key.metric());
    }
}
