package io.belastbar.budget.escalation;

import io.belastbar.contracts.Severity;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Tells again what nobody has acknowledged. */
@ApplicationScoped
class RepeatJob {

    private static final Logger LOG = Logger.getLogger(RepeatJob.class);
    private static final Duration DATABASE_WAIT_MAX = Duration.ofSeconds(10);

    private final Pool pool;
    private final EscalationRepository escalations;
    private final RulesRepository rules;
    private final EscalationPublisher publisher;
    private final Clock clock = Clock.systemUTC();

    RepeatJob(Pool pool, EscalationRepository escalations, RulesRepository rules, EscalationPublisher publisher) {
        this.pool = pool;
        this.escalations = escalations;
        this.rules = rules;
        this.publisher = publisher;
    }

    /** Notes the messages of every reminder that is due; replicas share the work. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void repeatDue() {
        try {
            var found = true;
            while (found) {
                found = pool.withTransaction(this::repeatOne).await().atMost(DATABASE_WAIT_MAX);
            }
        } catch (VertxException | CompletionException | TimeoutException away) {
            // What was taken comes back with its transaction.
            LOG.debugf("Reminders wait, the database did not answer: %s", away.getMessage());
        }
    }

    private Uni<Boolean> repeatOne(SqlConnection transaction) {
        return escalations
                .takeRepeat(transaction)
                .chain(taken -> taken.isEmpty()
                        ? Uni.createFrom().item(false)
                        : repeat(transaction, taken.get()).replaceWith(true));
    }

    private Uni<Void> repeat(SqlConnection transaction, Escalation escalation) {
        return rules.inForce(transaction, escalation.system()).chain(inForce -> {
            var due = inForce.quietPassed(clock.instant(), Severity.valueOf(escalation.severity()));
            var channels = inForce.channels(escalation.toRole());
            return publisher.send(transaction, escalation.escalationId(), channels, escalation.repeats(), due);
        });
    }
}
