package io.belastbar.capacity.history.prometheus;

import java.time.Duration;
import java.util.List;

/**
 * Where the history of a system comes from.
 *
 * @param target name of a registered Prometheus server
 * @param credentials name of its credentials; null if it asks for none
 * @param backFill how far back its history is read
 * @param every how often what is new is read
 */
record HistorySources(
        String target, String credentials, Duration backFill, Duration every, List<HistorySource> series) {

    HistorySources {
        series = List.copyOf(series);
    }
}
