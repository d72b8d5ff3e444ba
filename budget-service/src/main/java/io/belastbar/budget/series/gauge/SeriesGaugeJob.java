package io.belastbar.budget.series.gauge;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.series.SeriesKey;
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
import java.util.Map;
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
    private Map<SeriesKey, SeriesLabels> labels = Map.of();

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
            queue.round(this::readAgain);
        } finally {
            show(read.since(from));
        }
    }

    private void readAgain() {
        var now = Await.of(rows.measuredSince(clock.instant().minus(within), linesMax));
        var keys = now.lines().stream().map(SeriesGaugeRepository.Line::key).toList();
        labels = SeriesLabels.distinct(Await.of(rows.oldestFirst(keys)));
        read = now;
    }

    private void show(Shown shown) {
        List<MultiGauge.Row<?>> told = new ArrayList<>();
        for (var line : shown.lines()) {
            var own = labels.get(line.key());
            if (own != null) {
                told.add(MultiGauge.Row.of(tags(own), line.value()));
            }
        }
        values.register(told, true);
        hidden.set(shown.hidden() + shown.lines().size() - told.size());
    }

    private static Tags tags(SeriesLabels labels) {
        return Tags.of(
                "system", labels.system(),
                "service", labels.service(),
                "metric", labels.metric(),
                "testbed", labels.testbed());
    }
}
