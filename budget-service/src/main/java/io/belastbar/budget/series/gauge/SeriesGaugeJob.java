package io.belastbar.budget.series.gauge;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.jobs.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Tells Prometheus what was measured last, on every replica, whoever measured it: what rules about systems are written on. A
 * bounded number of series; one that nobody measures any more goes away, so that its last value raises no alert for ever.
 */
@ApplicationScoped
class SeriesGaugeJob {

    private static final Logger LOG = Logger.getLogger(SeriesGaugeJob.class);

    private final SeriesGaugeRepository rows;
    private final BudgetConfig config;
    private final MultiGauge values;
    private final AtomicLong hidden;
    private final InstantSource clock = InstantSource.system();
    private final QueueJob queue = new QueueJob(LOG, "Gauges of series");

    SeriesGaugeJob(SeriesGaugeRepository rows, BudgetConfig config, MeterRegistry metrics) {
        this.rows = rows;
        this.config = config;
        this.values = MultiGauge.builder("belastbar.series.value").register(metrics);
        this.hidden = metrics.gauge("belastbar.series.hidden", new AtomicLong());
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        queue.round(() -> {
            var from = clock.instant().minus(config.gaugesWithin());
            var shown = Await.of(rows.measuredSince(from, config.gaugesMax()));
            var keys =
                    shown.lines().stream().map(SeriesGaugeRepository.Line::key).toList();
            show(shown, SeriesLabels.distinct(Await.of(rows.oldestFirst(keys))));
        });
    }

    private void show(SeriesGaugeRepository.Shown shown, Map<SeriesKey, SeriesLabels> labels) {
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
