package io.belastbar.budget.health;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.budget.objective.MetricStatus;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.Severity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores where an alert stands, and raises a finding when it is raised or gets worse, in one transaction. */
@ApplicationScoped
class AlertPublisher {

    private final Pool pool;
    private final AlertRepository alerts;
    private final OutboxRepository outbox;

    AlertPublisher(Pool pool, AlertRepository alerts, OutboxRepository outbox) {
        this.pool = pool;
        this.alerts = alerts;
        this.outbox = outbox;
    }

    /** False if another replica was first. */
    Uni<Boolean> publish(Alert alert, MetricStatus before) {
        return pool.withTransaction(
                transaction -> alerts.write(transaction, alert.series(), alert.objective(), alert.state())
                        .call(written -> written && alert.state().status().compareTo(before) > 0
                                ? outbox.append(transaction, finding(alert))
                                : Uni.createFrom().voidItem()));
    }

    static FindingRaised finding(Alert alert) {
        var objective = alert.objective();
        var critical = alert.state().status() == MetricStatus.CRITICAL;
        return FindingRaised.of(alert.fingerprint(), alert.series().system(), "budget-service")
                .raised(alert.state().changedAt(), critical ? Severity.HIGH : Severity.MEDIUM)
                .component(objective.subject().text())
                .title(alert.message().english())
                .description("The last " + AlertState.RAISED_AFTER + " values broke the limit. It is resolved after "
                        + AlertState.RESOLVED_AFTER + " values that keep it by a margin of 5 %.")
                .recommendedMeasures(List.of(
                        "Look at the last values: GET /api/v1/systems/"
                                + alert.series().system() + "/health",
                        "Compare with regressions and findings of the same time"))
                .evidence(evidence(alert))
                .build();
    }

    private static Map<String, String> evidence(Alert alert) {
        var evidence = new LinkedHashMap<String, String>();
        evidence.put("metric", alert.objective().metric());
        evidence.put("limit", alert.objective().limitText());
        evidence.put(
                "observed",
                alert.objective().measure().dimension().text(alert.state().value()));
        evidence.put("status", alert.state().status().name());
        if (!alert.series().scenario().isEmpty()) {
            evidence.put("scenario", alert.series().scenario());
        }
        return evidence;
    }
}
