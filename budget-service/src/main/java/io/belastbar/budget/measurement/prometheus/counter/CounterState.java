package io.belastbar.budget.measurement.prometheus.counter;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the counters of a share read when they were looked at last.
 *
 * @param parts of what is counted, for example errors, by series
 * @param wholes of what it is a share of, by series
 * @param over how many parts were seen before the wholes that they belong to
 */
public record CounterState(Instant at, Map<String, Reading> parts, Map<String, Reading> wholes, double over) {

    /** A series that was away for so long is another one when it comes back. */
    public static final Duration KEPT = Duration.ofHours(24);

    public CounterState {
        parts = current(parts, at);
        wholes = current(wholes, at);
    }

    /** The value of a series and when it was there last. */
    public record Reading(double value, Instant seen) {}

    private static Map<String, Reading> current(Map<String, Reading> readings, Instant at) {
        var kept = new TreeMap<String, Reading>();
        readings.forEach((series, reading) -> {
            if (!reading.seen().isBefore(at.minus(KEPT))) {
                kept.put(series, reading);
            }
        });
        return Map.copyOf(kept);
    }
}
