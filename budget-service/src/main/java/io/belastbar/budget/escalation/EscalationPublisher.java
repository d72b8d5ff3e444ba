package io.belastbar.budget.escalation;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.budget.escalation.delivery.Delivery.Channel;
import io.belastbar.budget.escalation.delivery.DeliveryRepository;
import io.belastbar.budget.escalation.rules.Channels;
import io.belastbar.budget.escalation.rules.EscalationRule;
import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.signal.Signal;
import io.belastbar.contracts.FindingEscalated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Makes an escalation with its event and its messages, in one transaction. */
@ApplicationScoped
class EscalationPublisher {

    private final EscalationRepository escalations;
    private final DeliveryRepository deliveries;
    private final OutboxRepository outbox;
    private final Clock clock = Clock.systemUTC();

    EscalationPublisher(EscalationRepository escalations, DeliveryRepository deliveries, OutboxRepository outbox) {
        this.escalations = escalations;
        this.deliveries = deliveries;
        this.outbox = outbox;
    }

    /** Tells the rule's role, unless it has not happened often enough or was told lately. */
    Uni<Void> consider(
            SqlConnection transaction, String system, EscalationRules rules, EscalationRule rule, Signal signal) {
        return escalations
                .lock(transaction, system, rule, signal)
                .chain(() -> happenedOften(transaction, system, rule, signal))
                .chain(often -> often
                        ? tellUnlessTold(transaction, system, rules, rule, signal)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> happenedOften(SqlConnection transaction, String system, EscalationRule rule, Signal signal) {
        if (rule.times() == 1) {
            return Uni.createFrom().item(true);
        }
        return escalations
                .noteSignal(transaction, system, rule, signal)
                .chain(() -> escalations.count(transaction, system, rule, signal))
                .map(count -> count >= rule.times());
    }

    private Uni<Void> tellUnlessTold(
            SqlConnection transaction, String system, EscalationRules rules, EscalationRule rule, Signal signal) {
        return escalations
                .again(transaction, system, rule, signal)
                .chain(told -> told ? Uni.createFrom().voidItem() : tell(transaction, system, rules, rule, signal));
    }

    private Uni<Void> tell(
            SqlConnection transaction, String system, EscalationRules rules, EscalationRule rule, Signal signal) {
        var id = UUID.randomUUID();
        var now = clock.instant();
        var event = new FindingEscalated(
                signal.number(),
                signal.fingerprint(),
                system,
                rule.name(),
                rule.role(),
                signal.severity(),
                rule.reason().english(),
                now);
        return escalations
                .insert(transaction, id, system, rule, signal)
                .chain(() ->
                        send(transaction, id, rules.channels(rule.role()), 0, rules.due(rule, now, signal.severity())))
                .chain(() -> outbox.append(transaction, event));
    }

    /** Notes a message for each channel of the role; none if nobody said how it is reached. */
    Uni<Void> send(SqlConnection transaction, UUID escalation, Channels channels, int repeat, Instant due) {
        return deliveries
                .insert(transaction, escalation, Channel.WEBHOOK, channels.webhooks(), repeat, due)
                .chain(() -> deliveries.insert(transaction, escalation, Channel.EMAIL, channels.emails(), repeat, due));
    }
}
