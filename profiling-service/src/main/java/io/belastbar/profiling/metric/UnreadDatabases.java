package io.belastbar.profiling.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/**
 * How often the database of which system did not answer, and how often it answered and refused: the one is an outage, the
 * other a setting that nobody need get up for. {@value #SYSTEMS_MAX} systems have names, the others are {@value #OTHERS}.
 */
@ApplicationScoped
class UnreadDatabases {
    static final int SYSTEMS_MAX = 50;
    static final String OTHERS = "*";

    private final MeterRegistry metrics;
    private final Set<String> named = new HashSet<>();

    UnreadDatabases(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Both are there at 0 before they count: what begins at 1 has no increase. */
    void watch(String system) {
        counter(system, "unreachable");
        counter(system, "refused");
    }

    void unreachable(String system) {
        counter(system, "unreachable").increment();
    }

    void refused(String system) {
        counter(system, "refused").increment();
    }

    private Counter counter(String system, String reason) {
        return metrics.counter("belastbar.database.unread", "system", label(system), "reason", reason);
    }

    private synchronized String label(String system) {
        if (named.size() < SYSTEMS_MAX) {
            named.add(system);
        }
        return named.contains(system) ? system : OTHERS;
    }
}
