package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.breaker.BreakerEndConsumer;
import io.belastbar.budget.escalation.breaker.DependentSystems;
import io.belastbar.budget.escalation.course.Course;
import io.belastbar.budget.escalation.course.Standing;
import io.belastbar.budget.escalation.delivery.DeliveryRepository;
import io.belastbar.budget.escalation.delivery.Message;
import io.belastbar.budget.escalation.message.Kind;
import io.belastbar.budget.escalation.rules.EscalationRule;
import io.belastbar.budget.escalation.rules.RulesInForce;
import io.belastbar.budget.escalation.signal.Signals;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.FindingStatusChanged;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Ends what is told of a finding once it is resolved or decided on, and of a breaker once it is closed; that it is over hears whoever
 * heard of it.
 */
@ApplicationScoped
class CloseEscalations implements BreakerEndConsumer {

    private static final String OVER = "it was over before it was sent";

    private final CourseRepository courses;
    private final DeliveryRepository deliveries;
    private final RulesInForce rules;
    private final DependentSystems dependents;
    private final Clock clock = Clock.systemUTC();

    CloseEscalations(
            CourseRepository courses, DeliveryRepository deliveries, RulesInForce rules, DependentSystems dependents) {
        this.courses = courses;
        this.deliveries = deliveries;
        this.rules = rules;
        this.dependents = dependents;
    }

    /** @param to as what it ends */
    private record End(String system, FindingStatus to, Instant at) {}

    /** Nothing for a status in which somebody has still to act. */
    Uni<Void> after(SqlConnection transaction, FindingStatusChanged change) {
        return courses.open(transaction, change.system(), change.fingerprint())
                .chain(open -> close(transaction, open, new End(change.system(), change.to(), change.changedAt())));
    }

    /** Of the systems that depend on it, what the rules began that its opening meets. */
    @Override
    public Uni<Void> ofBreaker(SqlConnection transaction, String breaker, Instant at) {
        return dependents
                .of(breaker)
                .onItem()
                .transformToUniAndConcatenate(
                        system -> afterBreaker(transaction, system, Signals.causeOfBreaker(breaker), at))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> afterBreaker(SqlConnection transaction, String system, String fingerprint, Instant at) {
        return rules.reading(transaction, system)
                .map(reading -> reading.optional().stream()
                        .flatMap(inForce -> inForce.rules().stream())
                        .filter(EscalationRule::endsWithBreaker)
                        .map(EscalationRule::name)
                        .toList())
                .chain(names -> courses.open(transaction, system, fingerprint, names))
                .chain(open -> close(transaction, open, new End(system, FindingStatus.RESOLVED, at)));
    }

    private Uni<Void> close(SqlConnection transaction, List<Standing> open, End end) {
        return Multi.createFrom()
                .iterable(open)
                .filter(standing -> Course.closes(standing, end.to(), end.at()))
                .onItem()
                .transformToUniAndConcatenate(standing -> close(transaction, standing, end))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> close(SqlConnection transaction, Standing standing, End end) {
        return courses.close(transaction, standing.id(), end.to(), end.at())
                .chain(() -> end.to() == FindingStatus.RESOLVED
                        ? deliveries.cancelWhatIsKnown(transaction, standing.id(), OVER)
                        : deliveries.cancel(transaction, standing.id(), OVER))
                .chain(() -> deliveries.hastenAlerts(transaction, standing.id()))
                .chain(() -> end.to() == FindingStatus.RESOLVED
                        ? tell(transaction, standing, end)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> tell(SqlConnection transaction, Standing standing, End end) {
        return Uni.combine()
                .all()
                .unis(
                        courses.title(transaction, standing.id()),
                        due(transaction, standing, end.system()),
                        deliveries.told(transaction, standing.id()))
                .usingConcurrencyOf(1)
                .withUni((title, due, told) -> deliveries.insert(
                        transaction,
                        new Message(standing.id(), Kind.RESOLVED, 0, standing.severity(), title, due),
                        told));
    }

    private Uni<Instant> due(SqlConnection transaction, Standing standing, String system) {
        var now = clock.instant();
        return rules.reading(transaction, system).map(reading -> reading.optional()
                .map(inForce -> inForce.quietPassed(now, standing.severity()))
                .orElse(now));
    }
}
