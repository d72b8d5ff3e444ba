package io.belastbar.budget.alert;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.budget.alert.AlertRepository.StoredAlert;
import io.belastbar.budget.alert.look.Alert;
import io.belastbar.budget.alert.look.AlertLook;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Stores where alerts stand, and tells what was broken and what is over, in the caller's transaction. */
@ApplicationScoped
class AlertPublisher {

    private final AlertRepository alerts;
    private final OutboxRepository outbox;

    AlertPublisher(AlertRepository alerts, OutboxRepository outbox) {
        this.alerts = alerts;
        this.outbox = outbox;
    }

    /** What new values made of an alert. */
    Uni<Void> publish(SqlConnection transaction, Alert alert, AlertLook look) {
        return alerts.write(transaction, alert, look.state())
                .chain(() -> look.raised() == null
                        ? Uni.createFrom().voidItem()
                        : outbox.append(transaction, AlertFindings.raised(alert, look.raised())))
                .chain(() -> look.resolvedAt() == null
                        ? Uni.createFrom().voidItem()
                        : unlessRaised(transaction, alert, look));
    }

    /** The cause is over when no other limit of the figure is broken, and in no other scenario. */
    private Uni<Void> unlessRaised(SqlConnection transaction, Alert alert, AlertLook look) {
        return alerts.isAnyRaised(transaction, alert.series())
                .chain(raised -> raised
                        ? Uni.createFrom().voidItem()
                        : outbox.append(transaction, AlertFindings.resolved(alert, look)));
    }

    /** An alert of a promise that is no longer made, or not with this limit. */
    Uni<Void> drop(SqlConnection transaction, StoredAlert gone, Instant now, int budgetVersion) {
        return alerts.delete(transaction, gone)
                .chain(() -> gone.state().raised()
                        ? alerts.isAnyRaised(transaction, gone.series())
                        : Uni.createFrom().item(true))
                .chain(known -> known
                        ? Uni.createFrom().voidItem()
                        : outbox.append(transaction, AlertFindings.dropped(gone, now, budgetVersion)));
    }
}
