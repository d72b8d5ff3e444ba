package io.belastbar.capacity.analysis.gauge;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.capacity.CapacityConfig;
import io.belastbar.jobs.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Tells Prometheus where series go, on every replica, whichever analysed them. A bounded number of series. */
@ApplicationScoped
class ProjectionGaugeJob {
    private static final Logger LOG = Logger.getLogger(ProjectionGaugeJob.class);
    private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    private final GaugeRepository rows;
    private final CapacityConfig config;
    private final MultiGauge daysLeft;
    private final MultiGauge inNinetyDays;
    private final MultiGauge analysed;
    private final InstantSource clock = InstantSource.system();
    private final QueueJob queue = new QueueJob(LOG, "Gauges of projections");

    ProjectionGaugeJob(GaugeRepository rows, CapacityConfig config, MeterRegistry metrics) {
        this.rows = rows;
        this.config = config;
        this.daysLeft = MultiGauge.builder("belastbar.capacity.limit.days").register(metrics);
        this.inNinetyDays = MultiGauge.builder("belastbar.capacity.projected").register(metrics);
        this.analysed = MultiGauge.builder("belastbar.capacity.analysis.timestamp.seconds")
                .register(metrics);
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        queue.round(() -> show(
                Await.of(rows.lines(config.gaugesMax())),
                Await.of(rows.analysed(config.gaugesMax())),
                clock.instant()));
    }

    private void show(List<GaugeRepository.Line> lines, Map<String, Instant> times, Instant now) {
        daysLeft.register(
                lines.stream()
                        .filter(line -> line.reachedAt() != null)
                        .map(line -> MultiGauge.Row.of(tags(line), days(line.reachedAt(), now)))
                        .toList(),
                true);
        inNinetyDays.register(
                lines.stream()
                        .filter(line -> line.inNinetyDays() != null)
                        .map(line -> MultiGauge.Row.of(tags(line), line.inNinetyDays()))
                        .toList(),
                true);
        analysed.register(
                times.entrySet().stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of("system", one.getKey()), one.getValue().getEpochSecond()))
                        .toList(),
                true);
    }

    private static Tags tags(GaugeRepository.Line line) {
        return Tags.of("system", line.system(), "metric", line.metric());
    }

    private static double days(Instant reachedAt, Instant now) {
        return Math.max(0, Duration.between(now, reachedAt).toSeconds() / SECONDS_PER_DAY);
    }
}
