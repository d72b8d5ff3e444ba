package io.belastbar.budget.health;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.LatestPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Holds each new value of a figure against its limits, and raises and resolves alerts. */
@ApplicationScoped
class AlertJob {

    private static final Logger LOG = Logger.getLogger(AlertJob.class);

    private final Budgets budgets;
    private final SeriesRepository series;
    private final AlertRepository alerts;
    private final AlertPublisher publisher;
    private final AtomicLong warnings;
    private final AtomicLong criticals;
    // One entry a figure: what was looked at is not asked of the database again.
    private final Map<String, Instant> looked = new ConcurrentHashMap<>();
    // Nothing is lost in an outage: values that were not looked at yet are newer than what an alert has seen.
    private final QueueJob queue = new QueueJob(LOG, "Alerts");

    AlertJob(
            Budgets budgets,
            SeriesRepository series,
            AlertRepository alerts,
            AlertPublisher publisher,
            MeterRegistry metrics) {
        this.budgets = budgets;
        this.series = series;
        this.alerts = alerts;
        this.publisher = publisher;
        this.warnings = metrics.gauge("belastbar.budget.alerts", Tags.of("status", "WARNING"), new AtomicLong());
        this.criticals = metrics.gauge("belastbar.budget.alerts", Tags.of("status", "CRITICAL"), new AtomicLong());
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        queue.round(() -> {
            for (var system : Await.of(budgets.systems())) {
                QueueJob.item(
                        () -> look(system),
                        hopeless -> LOG.errorf(hopeless, "No alerts of this system: system=%s", system));
            }
            var raised = Await.of(alerts.raised());
            warnings.set(raised.getOrDefault(MetricStatus.WARNING, 0L));
            criticals.set(raised.getOrDefault(MetricStatus.CRITICAL, 0L));
        });
    }

    private void look(String system) throws InterruptedException {
        var latest = Await.of(series.latest(system));
        if (latest.isEmpty()) {
            return;
        }
        var objectives = Await.of(budgets.latestPromises(system)).stream()
                .flatMap(stored -> stored.budget().objectives())
                .filter(objective -> !objective.measure().isDemand())
                .toList();
        for (var objective : objectives) {
            for (var point : latest) {
                if (point.key().subject().equals(objective.subject())
                        && point.key().metric().equals(objective.metric())) {
                    QueueJob.item(() -> look(objective, point), hopeless -> passOver(objective, point, hopeless));
                }
            }
        }
    }

    /** A figure that cannot be judged is tried again with its next value, and hides no other one. */
    private void passOver(Objective objective, LatestPoint latest, RuntimeException hopeless) {
        LOG.errorf(hopeless, "A figure could not be judged: %s", latest.key());
        looked.put(latest.key() + objective.limitText(), latest.point().at());
    }

    private void look(Objective objective, LatestPoint latest) {
        var figure = latest.key() + objective.limitText();
        if (latest.point().at().equals(looked.get(figure))) {
            return;
        }
        lookAtNew(objective, latest);
        looked.put(figure, latest.point().at());
    }

    private void lookAtNew(Objective objective, LatestPoint latest) {
        var known = Await.of(alerts.find(latest.key(), objective));
        var newest = latest.point();
        if (known.isPresent() && !newest.at().isAfter(known.get().seenAt())) {
            return;
        }
        var state = known.orElseGet(() -> AlertState.start(newest.at()));
        var before = state.status();
        var from = known.map(AlertState::seenAt).orElse(newest.at().minus(objective.windowOrDefault()));
        for (var point : Await.of(series.points(latest.key(), from, newest.at()))) {
            state = point.at().isAfter(state.seenAt()) ? state.next(objective, point.value(), point.at()) : state;
        }
        var alert = new Alert(objective, latest.key(), state);
        if (Await.of(publisher.publish(alert, before)) && state.status() != before) {
            LOG.infof(
                    "Alert changed: system=%s %s -> %s %s",
                    latest.key().system(),
                    before,
                    state.status(),
                    alert.message().english());
        }
    }
}
