package io.belastbar.profiling.metric;

import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.profiling.metric.ReadDatabase.Statements;
import io.belastbar.profiling.metric.ReadDatabase.TopStatement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ten costliest statements by rank, and how many calls there were of fast and of slow ones, of each system that this replica
 * measured within the last {@value #INTERVALS_MAX} intervals: then another replica measures it, or nobody does. The text is no
 * label: it is unbounded. Systems are, up to {@value #SYSTEMS_MAX}: of more, only their number is told.
 */
@ApplicationScoped
class StatementGauges {
    static final int SYSTEMS_MAX = 50;
    static final int INTERVALS_MAX = 3;

    private final MultiGauge means;
    private final MultiGauge calls;
    private final MultiGauge callsByMean;
    private final AtomicLong hidden;
    private final Duration kept;
    private final InstantSource clock;
    private final Map<String, Shown> statements = new TreeMap<>();

    /** @param said none of a system for which there is no room */
    private record Shown(Optional<Statements> said, Instant at) {}

    @Inject
    StatementGauges(MeterRegistry metrics, ProfilingConfig config) {
        this(metrics, config.metricsInterval(), InstantSource.system());
    }

    StatementGauges(MeterRegistry metrics, Duration interval, InstantSource clock) {
        means = MultiGauge.builder("belastbar.database.statement.mean")
                .baseUnit("seconds")
                .register(metrics);
        calls = MultiGauge.builder("belastbar.database.statement.calls").register(metrics);
        callsByMean =
                MultiGauge.builder("belastbar.database.statement.calls.by.mean").register(metrics);
        hidden = metrics.gauge("belastbar.database.statement.hidden", new AtomicLong());
        kept = interval.multipliedBy(INTERVALS_MAX);
        this.clock = clock;
    }

    /** What a system's database said; nothing for one that could not be measured. */
    synchronized void show(String system, Statements said) {
        statements.remove(system);
        dropOld();
        if (!said.top().isEmpty()) {
            boolean room = shown() < SYSTEMS_MAX;
            statements.put(system, new Shown(room ? Optional.of(said) : Optional.empty(), clock.instant()));
        }
        register();
    }

    /** What nobody measured here of late goes, also where nothing is measured any more. */
    @Scheduled(every = "15s")
    synchronized void look() {
        if (dropOld()) {
            register();
        }
    }

    private boolean dropOld() {
        Instant from = clock.instant().minus(kept);
        return statements.values().removeIf(shown -> shown.at().isBefore(from));
    }

    private long shown() {
        return statements.values().stream()
                .filter(one -> one.said().isPresent())
                .count();
    }

    private void register() {
        List<Row<?>> meanRows = new ArrayList<>();
        List<Row<?>> callRows = new ArrayList<>();
        List<Row<?>> byMeanRows = new ArrayList<>();
        statements.forEach((system, shown) -> shown.said().ifPresent(said -> {
            int rank = 1;
            for (TopStatement one : said.top()) {
                Tags tags = Tags.of("system", system, "rank", "" + rank++);
                meanRows.add(Row.of(tags, one.meanMs() / 1000));
                callRows.add(Row.of(tags, one.calls()));
            }
            said.callsByMean()
                    .forEach((bound, count) -> byMeanRows.add(Row.of(Tags.of("system", system, "le", bound), count)));
        }));
        hidden.set(statements.size() - shown());
        means.register(meanRows, true);
        calls.register(callRows, true);
        callsByMean.register(byMeanRows, true);
    }
}
