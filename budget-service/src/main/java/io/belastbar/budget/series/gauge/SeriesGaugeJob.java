package io.belastbar.budget.series.gauge;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.series.gauge.SeriesGaugeRepository.Shown;
import io.belastbar.jobs.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Tells Prometheus what was measured last, on every replica, whoever measured it: what rules about systems are written on. A
 * bounded number of series; one that nobody measures any more goes away, so that its last value raises no alert for ever. So do all of
 * them while PostgreSQL is away, as they get too old.
 */
@ApplicationScoped
class SeriesGaugeJob {

    private static final Logger LOG = Logger.getLogger(SeriesGaugeJob.class);

    private final SeriesGaugeRepository rows;
    private final int linesMax;
    private final Duration within;
    private final InstantSource clock;
    private final MultiGauge values;
    private final AtomicLong hidden;
    private final QueueJob queue = new QueueJob(LOG, "Gauges of series");

    private Shown read = Shown.NOTHING;

    @Inject
    SeriesGaugeJob(SeriesGaugeRepository rows, BudgetConfig config, MeterRegistry metrics) {
        this(rows, config.gaugesMax(), config.gaugesWithin(), metrics, InstantSource.system());
    }

    SeriesGaugeJob(
            SeriesGaugeRepository rows, int linesMax, Duration within, MeterRegistry metrics, InstantSource clock) {
        this.rows = rows;
        this.linesMax = linesMax;
        this.within = within;
        this.clock = clock;
        this.values = MultiGauge.builder("belastbar.series.value").register(metrics);
        this.hidden = metrics.gauge("belastbar.series.hidden", new AtomicLong());
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        var from = clock.instant().minus(within);
        try {
            queue.round(() -> read = Await.of(rows.measuredSince(from, linesMax)));
        } finally {
            show(read.since(from));
        }
    }

    private void show(Shown shown) {
        var lines = shown.lines();
        var labels = SeriesLabels.distinct(lines.stream()
                .map(line -> new SeriesLabels.Told(line.key(), line.older()))
                .toList());
        List<MultiGauge.Row<?>> told = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            var value = lines.get(i).value();
            labels.get(i).ifPresent(own -> told.add(MultiGauge.Row.of(tags(own), value)));
        }
        values.register(told, true);
        hidden.set(shown.hidden() + lines.size() - told.size());
    }

    private static Tags tags(SeriesLabels labels) {
        return Tags.of(
                "system", labels.system(),
                "service", labels.service(),
                "metric", labels.metric(),
                "testbed", labels.testbed());
    }
}
