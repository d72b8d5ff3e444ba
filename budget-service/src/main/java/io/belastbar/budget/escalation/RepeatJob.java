package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.EscalationRepository.Reminded;
import io.belastbar.budget.escalation.channel.Receiver;
import io.belastbar.budget.escalation.course.Course;
import io.belastbar.budget.escalation.course.Reminder;
import io.belastbar.budget.escalation.delivery.DeliveryRepository;
import io.belastbar.budget.escalation.delivery.Message;
import io.belastbar.budget.escalation.message.Kind;
import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.RulesInForce;
import io.belastbar.contracts.Severity;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Tells again what nobody has acknowledged. */
@ApplicationScoped
class RepeatJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(RepeatJob.class);
    private static final WorkTerms TERMS = WorkTerms.leased(
                    Duration.ofMinutes(1),
                    new RetryPolicy(8, new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1))))
            .endingWithLastingFailures();

    private final Pool pool;
    private final EscalationRepository escalations;
    private final LeasedWork<Void> reminders;
    private final RulesInForce rules;
    private final DeliveryRepository deliveries;
    private final Clock clock = Clock.systemUTC();

    RepeatJob(
            Pool pool,
            EscalationRepository escalations,
            CourseRepository courses,
            RulesInForce rules,
            DeliveryRepository deliveries) {
        this.pool = pool;
        this.escalations = escalations;
        this.reminders = courses.reminders();
        this.rules = rules;
        this.deliveries = deliveries;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(reminders, TERMS, this);
    }

    /** Notes the messages of a reminder that is due, and when the next one is. */
    @Override
    public Outcome handle(HeldWork<Void> held) {
        Await.of(pool.withTransaction(transaction -> escalations
                .reminded(transaction, UUID.fromString(held.item()))
                .chain(found -> found.isEmpty()
                        ? reminders.finish(transaction, held)
                        : remind(transaction, held, found.get()))));
        return Outcome.DONE;
    }

    /** This reminder is not sent, the next may be: the rules may be others then. */
    @Override
    public void givenUp(HeldWork<Void> held, String reason) {
        LOG.errorf("A reminder could not be noted: escalationId=%s reason=%s", held.item(), reason);
        Await.of(pool.withTransaction(transaction -> escalations
                .passOverRepeat(transaction, UUID.fromString(held.item()))
                .chain(next -> next.isEmpty()
                        ? reminders.finish(transaction, held)
                        : reminders.again(transaction, held, null, next.get()))));
    }

    private Uni<Void> remind(SqlConnection transaction, HeldWork<Void> held, Reminded reminded) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return rules.of(transaction, reminded.escalation().system()).chain(inForce -> switch (course(inForce, reminded)
                .onReminder(reminded.standing(), reminded.plannedAt(), now)) {
            case Reminder.End end -> reminders.finish(transaction, held);
            case Reminder.Wait(Instant until) ->
                escalations
                        .postpone(transaction, reminded.standing().id(), until)
                        .chain(() -> reminders.again(transaction, held, null, until));
            case Reminder.Remind(Instant next) ->
                escalations
                        .repeat(transaction, reminded.standing().id(), now, next)
                        .chain(() -> send(transaction, inForce, reminded.escalation(), now))
                        .chain(() -> reminders.again(transaction, held, null, next));
        });
    }

    private static Course course(EscalationRules inForce, Reminded reminded) {
        return inForce.rule(reminded.escalation().rule())
                .map(rule -> Course.of(inForce, rule))
                .orElseGet(() -> Course.without(inForce, reminded.repeat()));
    }

    private Uni<Void> send(SqlConnection transaction, EscalationRules inForce, Escalation escalation, Instant now) {
        var message = new Message(
                escalation.escalationId(),
                Kind.REMINDER,
                escalation.repeats() + 1,
                Severity.valueOf(escalation.severity()),
                escalation.title(),
                now);
        return deliveries.insert(transaction, message, Receiver.of(inForce.channels(escalation.toRole())));
    }
}
