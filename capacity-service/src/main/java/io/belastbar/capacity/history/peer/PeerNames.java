package io.belastbar.capacity.history.peer;

import io.belastbar.contracts.SeriesNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the series of a system are called here: each has a metric of its own, and keeps it. */
final class PeerNames {

    private PeerNames() {}

    /**
     * The metrics of the series, by {@link PeerSeries.Key#text}; those that have none left are missing. Of series that nobody has
     * read yet and that may have one name, that has it whose subject says what is measured ({@code size} of {@code
     * database.size}), else the first in the list.
     *
     * @param kept which series has a metric already, by metric, also of series that are not in the list
     */
    static Map<String, String> of(List<PeerSeries> series, Map<String, String> kept) {
        Map<String, String> metrics = new HashMap<>();
        kept.forEach((metric, key) -> metrics.put(key, metric));
        var fresh = series.stream()
                .filter(one -> !metrics.containsKey(one.key().text()))
                .sorted(Comparator.comparing(one -> !one.figure().isNamesake()))
                .toList();
        var known = series.stream().filter(one -> metrics.containsKey(one.key().text()));
        List<List<String>> first = new ArrayList<>(known.map(PeerSeries::names).toList());
        first.add(List.copyOf(kept.keySet()));
        var all = Stream.concat(first.stream(), fresh.stream().map(PeerSeries::names))
                .toList();
        var own = SeriesNames.distinct(all);
        for (int i = 0; i < fresh.size(); i++) {
            var key = fresh.get(i).key().text();
            own.get(first.size() + i).ifPresent(metric -> metrics.put(key, metric));
        }
        return metrics;
    }
}
