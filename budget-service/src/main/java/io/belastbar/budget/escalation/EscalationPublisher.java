package io.belastbar.budget.escalation;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.budget.escalation.channel.Receiver;
import io.belastbar.budget.escalation.course.Course;
import io.belastbar.budget.escalation.course.Standing;
import io.belastbar.budget.escalation.course.Step;
import io.belastbar.budget.escalation.delivery.DeliveryRepository;
import io.belastbar.budget.escalation.delivery.Message;
import io.belastbar.budget.escalation.message.Kind;
import io.belastbar.budget.escalation.rules.EscalationRule;
import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.signal.Signal;
import io.belastbar.contracts.FindingEscalated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Does what the {@link Course} of a cause asks for: an escalation with its event and its messages, in one transaction. */
@ApplicationScoped
class EscalationPublisher {

    private final CourseRepository escalations;
    private final SignalRepository signals;
    private final DeliveryRepository deliveries;
    private final OutboxRepository outbox;
    private final Clock clock = Clock.systemUTC();

    EscalationPublisher(
            CourseRepository escalations,
            SignalRepository signals,
            DeliveryRepository deliveries,
            OutboxRepository outbox) {
        this.escalations = escalations;
        this.signals = signals;
        this.deliveries = deliveries;
        this.outbox = outbox;
    }

    /** One rule that concerns a signal of a system. */
    record Case(String system, EscalationRules rules, EscalationRule rule, Signal signal) {}

    /** Tells the rule's role, unless it has not happened often enough or the role knows. */
    Uni<Void> consider(SqlConnection transaction, Case one) {
        return signals.lock(transaction, one)
                .chain(() -> happenedOften(transaction, one))
                .chain(often ->
                        often ? follow(transaction, one) : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> happenedOften(SqlConnection transaction, Case one) {
        var rule = one.rule();
        var at = one.signal().at();
        return rule.times() == 1
                ? Uni.createFrom().item(true)
                : signals.about(transaction, one)
                        .map(others -> Course.often(others, at, rule.times(), rule.within()))
                        .call(() -> signals.note(transaction, one));
    }

    private Uni<Void> follow(SqlConnection transaction, Case one) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var severity = one.rule().severityOf(one.signal());
        var course = Course.of(one.rules(), one.rule());
        return escalations.newest(transaction, one).chain(last -> switch (course.onSignal(
                last, severity, one.signal().at(), now)) {
            case Step.Begin begin -> begin(transaction, one, begin, now);
            case Step.Worse worse -> worse(transaction, one, last.get(), worse);
            case Step.Again again -> again(transaction, one, last.get(), again);
            case Step.Count count -> escalations.count(transaction, last.get().id(), one.signal());
        });
    }

    private Uni<Void> begin(SqlConnection transaction, Case one, Step.Begin begin, Instant now) {
        var id = UUID.randomUUID();
        return escalations
                .insert(transaction, id, one, begin, now)
                .chain(() -> send(transaction, one, id, Kind.FIRST, begin.due()))
                .chain(() -> outbox.append(transaction, event(one, now)));
    }

    private Uni<Void> worse(SqlConnection transaction, Case one, Standing standing, Step.Worse worse) {
        return escalations
                .worse(transaction, standing.id(), one, worse)
                .chain(() -> deliveries.cancel(transaction, standing.id(), "told as worse before it was sent"))
                .chain(() -> send(transaction, one, standing.id(), Kind.WORSE, worse.due()))
                .chain(() -> deliveries.hastenAlerts(transaction, standing.id()))
                .chain(() -> outbox.append(transaction, event(one, clock.instant())));
    }

    private Uni<Void> again(SqlConnection transaction, Case one, Standing standing, Step.Again again) {
        return escalations
                .count(transaction, standing.id(), one.signal())
                .chain(() -> escalations.told(transaction, standing.id(), again.due()))
                .chain(() -> send(transaction, one, standing.id(), Kind.AGAIN, again.due()));
    }

    private Uni<Void> send(SqlConnection transaction, Case one, UUID id, Kind kind, Instant due) {
        var severity = one.rule().severityOf(one.signal());
        var receivers = Receiver.of(one.rules().channels(one.rule().role()));
        return deliveries.insert(
                transaction, new Message(id, kind, 0, severity, one.signal().title(), due), receivers);
    }

    private static FindingEscalated event(Case one, Instant now) {
        return new FindingEscalated(
                one.signal().number(),
                one.signal().fingerprint(),
                one.system(),
                one.rule().name(),
                one.rule().role(),
                one.rule().severityOf(one.signal()),
                one.rule().reason().english(),
                now);
    }
}
