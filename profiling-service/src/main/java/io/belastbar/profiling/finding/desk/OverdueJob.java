package io.belastbar.profiling.finding.desk;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.contracts.Severity;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.finding.FindingReadRepository;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Shows how many findings are overdue. */
@ApplicationScoped
class OverdueJob {
    private static final Logger LOG = Logger.getLogger(OverdueJob.class);

    private final FindingReadRepository findings;
    private final Map<Severity, AtomicLong> gauges = new EnumMap<>(Severity.class);
    private final QueueJob queue = new QueueJob(LOG, "Count of overdue findings");

    OverdueJob(FindingReadRepository findings, MeterRegistry metrics) {
        this.findings = findings;
        for (Severity severity : Severity.values()) {
            gauges.put(
                    severity,
                    metrics.gauge(
                            "belastbar.findings.overdue", Tags.of("severity", severity.name()), new AtomicLong()));
        }
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void count() {
        queue.round(() -> {
            Map<Severity, Long> overdue = Await.of(findings.overdue());
            gauges.forEach((severity, gauge) -> gauge.set(overdue.getOrDefault(severity, 0L)));
        });
    }
}
