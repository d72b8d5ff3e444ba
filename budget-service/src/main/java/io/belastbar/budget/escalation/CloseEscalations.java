package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.course.Course;
import io.belastbar.budget.escalation.course.Standing;
import io.belastbar.budget.escalation.delivery.DeliveryRepository;
import io.belastbar.budget.escalation.delivery.Message;
import io.belastbar.budget.escalation.message.Kind;
import io.belastbar.budget.escalation.rules.RulesInForce;
import io.belastbar.contracts.FindingStatus;
import io.belastbar.contracts.FindingStatusChanged;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Ends what is told of a finding once it is resolved or decided on; that it is resolved hears whoever heard of it. */
@ApplicationScoped
class CloseEscalations {

    private static final String OVER = "it was over before it was sent";

    private final CourseRepository courses;
    private final DeliveryRepository deliveries;
    private final RulesInForce rules;
    private final Clock clock = Clock.systemUTC();

    CloseEscalations(CourseRepository courses, DeliveryRepository deliveries, RulesInForce rules) {
        this.courses = courses;
        this.deliveries = deliveries;
        this.rules = rules;
    }

    /** Nothing for a status in which somebody has still to act. */
    Uni<Void> after(SqlConnection transaction, FindingStatusChanged change) {
        return courses.open(transaction, change.system(), change.fingerprint()).chain(open -> Multi.createFrom()
                .iterable(open)
                .filter(standing -> Course.closes(standing, change.to(), change.changedAt()))
                .onItem()
                .transformToUniAndConcatenate(standing -> close(transaction, standing, change))
                .onItem()
                .ignoreAsUni());
    }

    private Uni<Void> close(SqlConnection transaction, Standing standing, FindingStatusChanged change) {
        return courses.close(transaction, standing.id(), change.to(), change.changedAt())
                .chain(() -> change.to() == FindingStatus.RESOLVED
                        ? deliveries.cancelWhatIsKnown(transaction, standing.id(), OVER)
                        : deliveries.cancel(transaction, standing.id(), OVER))
                .chain(() -> deliveries.hastenAlerts(transaction, standing.id()))
                .chain(() -> change.to() == FindingStatus.RESOLVED
                        ? tell(transaction, standing, change)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> tell(SqlConnection transaction, Standing standing, FindingStatusChanged change) {
        return Uni.combine()
                .all()
                .unis(
                        courses.title(transaction, standing.id()),
                        due(transaction, standing, change.system()),
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
