package io.belastbar.prometheus;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/**
 * One series of a range query.
 *
 * @param values finite ones only, in order of time; what Prometheus tells as NaN or infinite is no value
 */
public record PrometheusSeries(Map<String, String> labels, SortedMap<Instant, Double> values) {

    public PrometheusSeries {
        labels = Map.copyOf(labels);
    }
}
