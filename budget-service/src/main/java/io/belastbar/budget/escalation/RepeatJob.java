package io.belastbar.budget.escalation;

import io.belastbar.contracts.Severity;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
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
    private final RulesInForce rules;
    private final EscalationPublisher publisher;
    private final Clock clock = Clock.systemUTC();

    RepeatJob(Pool pool, EscalationRepository escalations, RulesInForce rules, EscalationPublisher publisher) {
        this.pool = pool;
        this.escalations = escalations;
        this.rules = rules;
        this.publisher = publisher;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(escalations.reminders(), TERMS, this);
    }

    /** Notes the messages of a reminder that is due, and when the next one is. */
    @Override
    public Outcome handle(HeldWork<Void> held) {
        Await.of(pool.withTransaction(transaction -> escalations
                .repeat(transaction, UUID.fromString(held.item()))
                .chain(taken -> taken.isEmpty()
                        ? escalations.reminders().finish(transaction, held)
                        : repeat(transaction, held, taken.get()))));
        return Outcome.DONE;
    }

    /** This reminder is not sent, the next may be: the rules may be others then. */
    @Override
    public void givenUp(HeldWork<Void> held, String reason) {
        LOG.errorf("A reminder could not be noted: escalationId=%s reason=%s", held.item(), reason);
        Await.of(pool.withTransaction(transaction -> escalations
                .passOverRepeat(transaction, UUID.fromString(held.item()))
                .chain(next -> next.isEmpty()
                        ? escalations.reminders().finish(transaction, held)
                        : escalations.reminders().again(transaction, held, null, next.get()))));
    }

    private Uni<Void> repeat(SqlConnection transaction, HeldWork<Void> held, Escalation escalation) {
        return rules.of(transaction, escalation.system())
                .chain(inForce -> {
                    var due = inForce.quietPassed(clock.instant(), Severity.valueOf(escalation.severity()));
                    var channels = inForce.channels(escalation.toRole());
                    return publisher.send(transaction, escalation.escalationId(), channels, escalation.repeats(), due);
                })
                .chain(() -> escalations.reminders().again(transaction, held, null, escalation.nextRepeatAt()));
    }
}
