package io.belastbar.budget.escalation;

import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.inbox.EventHandler;
import io.belastbar.backbone.inbox.PoisonMessage;
import io.belastbar.budget.escalation.breaker.DependentSystems;
import io.belastbar.budget.escalation.breaker.OpenInstanceRepository;
import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.RulesInForce;
import io.belastbar.budget.escalation.signal.Signal;
import io.belastbar.budget.escalation.signal.Signals;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.contracts.FindingRegistered;
import io.belastbar.contracts.FindingStatusChanged;
import io.belastbar.web.document.Reading;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Holds what happens against the rules of the systems that it concerns.
 *
 * <p>A finding is told under its number: the first time when it is registered, then whenever it is raised again, until it is
 * resolved or somebody has decided on it. What an opened circuit breaker began ends when it is closed at all instances.
 */
@ApplicationScoped
class EscalationConsumer implements EventHandler {

    private static final Logger LOG = Logger.getLogger(EscalationConsumer.class);

    private final SignalRepository signals;
    private final RulesInForce rules;
    private final EscalationPublisher publisher;
    private final CloseEscalations closing;
    private final OpenInstanceRepository breakers;
    private final DependentSystems dependents;

    EscalationConsumer(
            SignalRepository signals,
            RulesInForce rules,
            EscalationPublisher publisher,
            CloseEscalations closing,
            OpenInstanceRepository breakers,
            DependentSystems dependents) {
        this.signals = signals;
        this.rules = rules;
        this.publisher = publisher;
        this.closing = closing;
        this.breakers = breakers;
        this.dependents = dependents;
    }

    @Override
    public String name() {
        return "escalations";
    }

    @Override
    public Set<EventType> eventTypes() {
        return Set.of(
                EventType.FINDING_RAISED,
                EventType.FINDING_REGISTERED,
                EventType.FINDING_STATUS_CHANGED,
                EventType.CIRCUIT_BREAKER_TRANSITIONED,
                EventType.CAPACITY_LIMIT_APPROACHING,
                EventType.GAME_DAY_FINISHED,
                EventType.BUDGET_REGRESSED);
    }

    @Override
    public Uni<Void> apply(EventEnvelope event, SqlConnection transaction) {
        return switch (event.data()) {
            case FindingRaised finding -> raised(transaction, finding);
            case FindingRegistered finding -> {
                requireComplete(finding.system(), finding.fingerprint(), finding.severity(), finding.number());
                yield signals.noteNumber(transaction, finding.system(), finding.fingerprint(), finding.number())
                        .chain(() -> consider(transaction, Signals.of(finding).orElseThrow()));
            }
            case FindingStatusChanged change -> {
                requireComplete(
                        change.system(), change.fingerprint(), change.number(), change.to(), change.changedAt());
                yield changed(transaction, change);
            }
            case CircuitBreakerTransitioned transition ->
                // What its opening began ends; that it closed may be told by a rule of its own.
                breakers.closedEverywhere(transaction, transition)
                        .chain(closed -> closed
                                ? closing.ofBreaker(transaction, transition.breaker(), transition.at())
                                : Uni.createFrom().voidItem())
                        .chain(() ->
                                consider(transaction, Signals.of(transition).orElseThrow()));
            default ->
                Signals.of(event.data())
                        .map(signal -> consider(transaction, signal))
                        .orElseGet(() -> Uni.createFrom().voidItem());
        };
    }

    /** What counts for a finding is over with it; what counts for another one from now on has that one's number. */
    private Uni<Void> changed(SqlConnection transaction, FindingStatusChanged change) {
        return Multi.createFrom()
                .iterable(Stream.concat(Stream.of(change.fingerprint()), change.alsoKnownAs().stream())
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(fingerprint -> change.mergedInto() != null
                        ? signals.noteNumber(transaction, change.system(), fingerprint, change.mergedInto())
                        : signals.noteStatus(transaction, fingerprint, change.number(), change.to())
                                .chain(() -> closing.after(transaction, change.about(fingerprint))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> raised(SqlConnection transaction, FindingRaised finding) {
        requireComplete(finding.system(), finding.fingerprint(), finding.severity());
        return signals.finding(transaction, finding.fingerprint())
                .chain(found -> found.filter(known -> !known.decided())
                        .map(known -> consider(transaction, Signals.again(finding, known.number())))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static void requireComplete(Object... fields) {
        if (Stream.of(fields).anyMatch(Objects::isNull)) {
            throw new PoisonMessage(
                    "a finding has system, fingerprint, severity, a number once registered, and a new status if it is changed");
        }
    }

    private Uni<Void> consider(SqlConnection transaction, Signal signal) {
        if (signal.system() != null) {
            return consider(transaction, signal.system(), signal);
        }
        return dependents
                .of(signal.component())
                .onItem()
                .transformToUniAndConcatenate(system -> consider(transaction, system, signal))
                .collect()
                .last();
    }

    private Uni<Void> consider(SqlConnection transaction, String system, Signal signal) {
        return rules.reading(transaction, system).chain(reading -> switch (reading) {
            case Reading.Understood<EscalationRules>(EscalationRules inForce) ->
                consider(transaction, system, inForce, signal);
            case Reading.Unread<EscalationRules>(String reason) -> {
                // The next system's rules may be read: one that are not hold up no other.
                LOG.warnf("Nobody is told: system=%s reason=%s", system, reason);
                yield Uni.createFrom().voidItem();
            }
        });
    }

    private Uni<Void> consider(SqlConnection transaction, String system, EscalationRules inForce, Signal signal) {
        return Multi.createFrom()
                .iterable(inForce.concerning(signal))
                .onItem()
                .transformToUniAndConcatenate(rule ->
                        publisher.consider(transaction, new EscalationPublisher.Case(system, inForce, rule, signal)))
                .collect()
                .last();
    }
}
