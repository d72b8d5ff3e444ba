package io.belastbar.budget.regression;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.belastbar.jobs.retry.RetryPolicy;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.Outcome;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.WorkHandler;
import io.belastbar.jobs.work.WorkTerms;
import io.belastbar.jobs.work.Workers;
import io.belastbar.web.peer.PeerAnswer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;

/**
 * Orders the confirmation runs of suspicions. An order that loadtest-service does not take is repeated for about an hour, as
 * long as the suspicion stands: no value may come until then that would make somebody look at the series again.
 */
@ApplicationScoped
class ConfirmationJob implements WorkHandler<Void> {

    private static final int ATTEMPTS = 60;
    private static final RetryPolicy RETRY =
            new RetryPolicy(ATTEMPTS, new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    private static final WorkTerms TERMS =
            WorkTerms.withHeartbeat(Duration.ofSeconds(30), Duration.ofSeconds(5), RETRY);

    private final Pool pool;
    private final ChangeRepository changes;
    private final ConfirmationRunClient runs;
    private final LeasedWork<Void> orders;

    ConfirmationJob(Pool pool, ChangeRepository changes, ConfirmationRunClient runs, Workers workers) {
        this.pool = pool;
        this.changes = changes;
        this.runs = runs;
        this.orders = workers.queue("confirmation-runs", PayloadFormat.NONE);
    }

    void start(@Observes StartupEvent started, Workers workers) {
        workers.start(orders, TERMS, this);
    }

    /** Notes that a change wants a run; once while the order waits. */
    Uni<Void> want(Change change) {
        return pool.withTransaction(transaction -> orders.enqueue(transaction, change.changeId(), null));
    }

    @Override
    public Outcome handle(HeldWork<Void> held) {
        var change = Await.of(changes.find(UUID.fromString(held.item())));
        return change.isPresent() && change.get().wantsConfirmation() ? order(held, change.get()) : Outcome.DONE;
    }

    private Outcome order(HeldWork<Void> held, Change change) {
        return switch (runs.order(change)) {
            case PeerAnswer.Known<ConfirmationRunClient.Ordered>(var ordered) -> {
                Await.of(changes.orderConfirmation(change.changeId(), ordered.runId()));
                yield Outcome.DONE;
            }
            case PeerAnswer.Absent<ConfirmationRunClient.Ordered>(var reason) -> new Outcome.GiveUp(reason);
            case PeerAnswer.Failed<ConfirmationRunClient.Ordered>(var reason) ->
                new Outcome.Later(RETRY.backOff().afterFailure(held.attempt()), reason);
        };
    }
}
