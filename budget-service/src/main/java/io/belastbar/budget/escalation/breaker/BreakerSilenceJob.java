package io.belastbar.budget.escalation.breaker;

import io.belastbar.backbone.retry.QueueJob;
import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
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
import org.jboss.logging.Logger;

/**
 * Ends what a breaker's opening began where no instance will tell of its closing, because it was restarted: one replica at a time.
 *
 * <p>It was over when the last instance had been silent for an hour, not when this job saw it: what happened since and is still to be
 * read begins anew.
 */
@ApplicationScoped
class BreakerSilenceJob implements WorkHandler<Void> {

    private static final Logger LOG = Logger.getLogger(BreakerSilenceJob.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final WorkTerms TERMS = WorkTerms.withHeartbeat(
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5),
                    new RetryPolicy(Integer.MAX_VALUE, new BackOff(EVERY, Duration.ofMinutes(1))))
            .poll(Duration.ofSeconds(10));

    private final Pool pool;
    private final OpenInstanceRepository instances;
    private final BreakerEndConsumer end;
    private final Clock clock = Clock.systemUTC();

    BreakerSilenceJob(Pool pool, OpenInstanceRepository instances, BreakerEndConsumer end) {
        this.pool = pool;
        this.instances = instances;
        this.end = end;
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(workers.queue("breaker-silences", PayloadFormat.NONE), TERMS, this);
    }

    @Override
    public Outcome handle(HeldWork<Void> held) throws InterruptedException {
        look(clock.instant());
        return new Outcome.Again(EVERY);
    }

    /** Forgets the instances that are silent at this time. A breaker whose escalations cannot be ended holds up no other. */
    void look(Instant now) throws InterruptedException {
        for (var breaker : Await.of(instances.withSilent(now))) {
            QueueJob.item(
                    () -> Await.of(pool.withTransaction(transaction -> forget(transaction, breaker, now))),
                    hopeless -> LOG.errorf(
                            hopeless, "What a silent breaker began could not be ended: breaker=%s", breaker));
        }
    }

    private Uni<Void> forget(SqlConnection transaction, String breaker, Instant now) {
        return instances.forgetSilent(transaction, breaker, now).chain(over -> over.map(
                        at -> end.ofBreaker(transaction, breaker, at))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
