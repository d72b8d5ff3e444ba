package io.belastbar.profiling.metric;

import java.time.Instant;
import java.util.Map;

/**
 * What a database has counted at one moment, and how it was then.
 *
 * @param takenAt by the database's clock
 * @param reset when the counters last began at zero; null if they never were reset
 * @param counters by name; they only grow until they are reset
 * @param states by name of the measurement: what is as it is, without a before
 */
public record DatabaseReading(
        Instant takenAt, Instant reset, Map<String, Double> counters, Map<String, Double> states) {
    public DatabaseReading {
        counters = Map.copyOf(counters);
        states = Map.copyOf(states);
    }

    /** What the next reading must know of this one. */
    DatabaseReading asBefore() {
        return new DatabaseReading(takenAt, reset, counters, Map.of());
    }
}
