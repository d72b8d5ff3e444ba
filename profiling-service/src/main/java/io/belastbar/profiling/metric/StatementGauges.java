package io.belastbar.profiling.metric;

import io.belastbar.profiling.metric.ReadDatabase.Statements;
import io.belastbar.profiling.metric.ReadDatabase.TopStatement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ten costliest statements by rank, and how many calls there were of fast and of slow ones, of each system that this replica
 * measured last. The text is no label: it is unbounded. Systems are, up to {@value #SYSTEMS_MAX}: more are not told.
 */
@ApplicationScoped
class StatementGauges {
    static final int SYSTEMS_MAX = 50;

    private final MultiGauge means;
    private final MultiGauge calls;
    private final MultiGauge callsByMean;
    private final Map<String, Statements> statements = new TreeMap<>();

    StatementGauges(MeterRegistry metrics) {
        means = MultiGauge.builder("belastbar.database.statement.mean")
                .baseUnit("seconds")
                .register(metrics);
        calls = MultiGauge.builder("belastbar.database.statement.calls").register(metrics);
        callsByMean =
                MultiGauge.builder("belastbar.database.statement.calls.by.mean").register(metrics);
    }

    /** What a system's database said; nothing for one that could not be measured. */
    synchronized void show(String system, Statements said) {
        if (said.top().isEmpty()) {
            statements.remove(system);
        } else if (statements.containsKey(system) || statements.size() < SYSTEMS_MAX) {
            statements.put(system, said);
        }
        register();
    }

    private void register() {
        List<Row<?>> meanRows = new ArrayList<>();
        List<Row<?>> callRows = new ArrayList<>();
        List<Row<?>> byMeanRows = new ArrayList<>();
        statements.forEach((system, said) -> {
            int rank = 1;
            for (TopStatement one : said.top()) {
                Tags tags = Tags.of("system", system, "rank", "" + rank++);
                meanRows.add(Row.of(tags, one.meanMs() / 1000));
                callRows.add(Row.of(tags, one.calls()));
            }
            said.callsByMean()
                    .forEach((bound, count) -> byMeanRows.add(Row.of(Tags.of("system", system, "le", bound), count)));
        });
        means.register(meanRows, true);
        calls.register(callRows, true);
        callsByMean.register(byMeanRows, true);
    }
}
