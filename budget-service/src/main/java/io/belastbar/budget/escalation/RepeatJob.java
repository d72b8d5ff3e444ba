package io.belastbar.budget.escalation;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.contracts.Severity;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Tells again what nobody has acknowledged. */
@ApplicationScoped
class RepeatJob {

    private static final Logger LOG = Logger.getLogger(RepeatJob.class);
    private static final Duration DATABASE_WAIT_MAX = Duration.ofSeconds(10);

    private final Pool pool;
    private final EscalationRepository escalations;
    private final RulesInForce rules;
    private final EscalationPublisher publisher;
    private final Clock clock = Clock.systemUTC();
    // What was taken in an outage comes back with its transaction.
    private final QueueJob queue = new QueueJob(LOG, "Reminders");

    RepeatJob(Pool pool, EscalationRepository escalations, RulesInForce rules, EscalationPublisher publisher) {
        this.pool = pool;
        this.escalations = escalations;
        this.rules = rules;
        this.publisher = publisher;
    }

    /** Notes the messages of every reminder that is due; replicas share the work. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void repeatDue() {
        queue.round(() -> {
            var found = new AtomicReference<UUID>();
            do {
                found.set(null);
                QueueJob.item(() -> repeatOne(found), hopeless -> passOver(found.get(), hopeless));
            } while (found.get() != null);
        });
    }

    private void repeatOne(AtomicReference<UUID> found) {
        await(pool.withTransaction(transaction -> escalations
                .takeRepeat(transaction)
                .chain(taken ->
                        taken.isEmpty() ? Uni.createFrom().voidItem() : repeat(transaction, taken.get(), found))));
    }

    /** This reminder is not sent, the next may be: the rules may be others then. */
    private void passOver(UUID escalation, RuntimeException hopeless) {
        if (escalation == null) {
            throw hopeless;
        }
        LOG.errorf(hopeless, "A reminder could not be noted: escalationId=%s", escalation);
        await(escalations.passOverRepeat(escalation));
    }

    private Uni<Void> repeat(SqlConnection transaction, Escalation escalation, AtomicReference<UUID> found) {
        found.set(escalation.escalationId());
        return rules.of(transaction, escalation.system()).chain(inForce -> {
            var due = inForce.quietPassed(clock.instant(), Severity.valueOf(escalation.severity()));
            var channels = inForce.channels(escalation.toRole());
            return publisher.send(transaction, escalation.escalationId(), channels, escalation.repeats(), due);
        });
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(DATABASE_WAIT_MAX);
    }
}
