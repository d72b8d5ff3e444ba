package io.belastbar.chaos.gauge;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.chaos.gauge.GaugeRepository.Told;
import io.belastbar.jobs.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Tells Prometheus what is broken in which system, and how its game days ended, on every replica. A bounded number of systems. */
@ApplicationScoped
class SystemGaugeJob {
    private static final Logger LOG = Logger.getLogger(SystemGaugeJob.class);
    private static final Duration LOOKED_BACK = Duration.ofDays(90);
    private static final int LINES_MAX = 200;

    private final GaugeRepository rows;
    private final MultiGauge faults;
    private final MultiGauge gameDays;
    private final AtomicLong hidden;
    private final InstantSource clock = InstantSource.system();
    private final QueueJob queue = new QueueJob(LOG, "Gauges of systems");

    SystemGaugeJob(GaugeRepository rows, MeterRegistry metrics) {
        this.rows = rows;
        this.faults = MultiGauge.builder("belastbar.chaos.faults.active").register(metrics);
        this.gameDays = MultiGauge.builder("belastbar.chaos.game.days").register(metrics);
        this.hidden = metrics.gauge("belastbar.chaos.gauges.hidden", new AtomicLong());
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        queue.round(() -> {
            var from = clock.instant().minus(LOOKED_BACK);
            show(Await.of(rows.faultsSince(from, LINES_MAX)), Await.of(rows.gameDaysSince(from, LINES_MAX)));
        });
    }

    private void show(Told<GaugeRepository.Faults> broken, Told<GaugeRepository.GameDays> days) {
        faults.register(
                broken.lines().stream()
                        .map(one -> MultiGauge.Row.of(Tags.of("system", one.system()), one.active()))
                        .toList(),
                true);
        gameDays.register(
                days.lines().stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of("system", one.system(), "outcome", one.outcome()), one.count()))
                        .toList(),
                true);
        hidden.set(broken.hidden() + days.hidden());
    }
}
