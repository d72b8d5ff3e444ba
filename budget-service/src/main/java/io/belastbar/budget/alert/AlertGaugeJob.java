package io.belastbar.budget.alert;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.BudgetConfig;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.jobs.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Counts the alerts that are raised, on every replica, whichever looks at the values: of all systems together, and of a bounded
 * number of systems by name, which a rule needs to say whose promise is broken.
 */
@ApplicationScoped
class AlertGaugeJob {

    private static final Logger LOG = Logger.getLogger(AlertGaugeJob.class);

    private final AlertRepository alerts;
    private final BudgetConfig config;
    private final MultiGauge bySystem;
    private final AtomicLong warnings;
    private final AtomicLong criticals;
    private final QueueJob queue = new QueueJob(LOG, "Counts of alerts");

    AlertGaugeJob(AlertRepository alerts, BudgetConfig config, MeterRegistry metrics) {
        this.alerts = alerts;
        this.config = config;
        this.bySystem = MultiGauge.builder("belastbar.budget.critical.alerts").register(metrics);
        this.warnings = metrics.gauge("belastbar.budget.alerts", Tags.of("status", "WARNING"), new AtomicLong());
        this.criticals = metrics.gauge("belastbar.budget.alerts", Tags.of("status", "CRITICAL"), new AtomicLong());
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void count() {
        queue.round(() -> {
            var raised = Await.of(alerts.countRaised());
            warnings.set(raised.getOrDefault(MetricStatus.WARNING, 0L));
            criticals.set(raised.getOrDefault(MetricStatus.CRITICAL, 0L));
            bySystem.register(
                    Await.of(alerts.criticalBySystem(config.gaugesMax())).entrySet().stream()
                            .map(each -> MultiGauge.Row.of(Tags.of("system", each.getKey()), each.getValue()))
                            .toList(),
                    true);
        });
    }
}
