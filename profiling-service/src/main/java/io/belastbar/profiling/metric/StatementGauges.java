package io.belastbar.profiling.metric;

import io.belastbar.profiling.metric.ReadDatabase.TopStatement;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ten costliest statements by rank, over all systems that this replica measured last. Neither text nor system is a label:
 * both are unbounded.
 */
@ApplicationScoped
class StatementGauges {
    private static final int RANKS = 10;

    private final MeterRegistry metrics;
    private final Map<String, List<TopStatement>> top = new ConcurrentHashMap<>();
    private boolean registered;

    StatementGauges(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** What a system's database said; an empty list for one that is no longer measured. */
    void show(String system, List<TopStatement> statements) {
        top.put(system, List.copyOf(statements));
        register();
    }

    private synchronized void register() {
        for (int rank = 1; !registered && rank <= RANKS; rank++) {
            int index = rank - 1;
            Gauge.builder(
                            "belastbar.database.statement.mean",
                            () -> ranked(index).meanMs() / 1000)
                    .baseUnit("seconds")
                    .tag("rank", "" + rank)
                    .register(metrics);
            Gauge.builder("belastbar.database.statement.calls", () -> ranked(index)
                            .calls())
                    .tag("rank", "" + rank)
                    .register(metrics);
        }
        registered = true;
    }

    private TopStatement ranked(int index) {
        return top.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(TopStatement::totalMs).reversed())
                .skip(index)
                .findFirst()
                .orElse(new TopStatement(0, Double.NaN, Double.NaN));
    }
}
