package io.belastbar.profiling.cause.attribution;

import java.time.Instant;
import java.util.Map;

/**
 * What had been counted at a moment of a run: of statements, and of calls to other services.
 *
 * @param at by the clock of whoever counted
 * @param counted by what it is of: a query id, or the name of a dependency
 */
public record CounterSample(Instant at, Map<String, Counted> counted) {
    public CounterSample {
        counted = Map.copyOf(counted);
    }

    /**
     * Since counting began.
     *
     * @param totalTimeMs of all calls, in milliseconds
     */
    public record Counted(long calls, double totalTimeMs) {}
}
