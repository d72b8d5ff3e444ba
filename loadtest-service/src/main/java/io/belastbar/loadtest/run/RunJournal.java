package io.belastbar.loadtest.run;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.loadtest.progress.RunProgressRepository;
import io.belastbar.loadtest.series.SecondRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The steps of a run's life, each one transaction: the state and the event that tells of it. Each may be tried again
 * after a failure that leaves open whether it was committed.
 */
@ApplicationScoped
public class RunJournal {

    private final Pool pool;
    private final TestRunRepository runs;
    private final EndpointResultRepository endpoints;
    private final RunProgressRepository progress;
    private final RunResultRepository results;
    private final SecondRepository seconds;
    private final OutboxRepository outbox;
    private final RunQueue queue;

    RunJournal(
            Pool pool,
            TestRunRepository runs,
            EndpointResultRepository endpoints,
            RunProgressRepository progress,
            RunResultRepository results,
            SecondRepository seconds,
            OutboxRepository outbox,
            RunQueue queue) {
        this.pool = pool;
        this.runs = runs;
        this.endpoints = endpoints;
        this.progress = progress;
        this.results = results;
        this.seconds = seconds;
        this.outbox = outbox;
        this.queue = queue;
    }

    /**
     * A run that was given out.
     *
     * @param abandoned whether it had begun before: its instance is lost
     */
    public record Begun(TestRun run, boolean abandoned) {}

    /** Starts a queued run on this instance, or finds that it was started before; empty if it has ended. */
    public Uni<Optional<Begun>> begin(UUID id, String instance, Instant now) {
        return pool.withTransaction(transaction -> runs.lock(transaction, id)
                .map(found -> found.filter(run -> !run.finished()))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : begin(transaction, found.get(), instance, now).map(Optional::of)));
    }

    private Uni<Begun> begin(SqlConnection transaction, TestRun run, String instance, Instant now) {
        if (!(run.state() instanceof RunState.Queued)) {
            return Uni.createFrom().item(new Begun(run, true));
        }
        return runs.start(transaction, run.id(), instance, now)
                .chain(() -> outbox.append(transaction, run.started(now)))
                .replaceWith(new Begun(run.inState(run.state().start(now)), false));
    }

    /** Says what the run is going to measure. */
    public Uni<Void> shape(TestRun run, RunShape shape) {
        return pool.withTransaction(transaction -> results.begin(transaction, run.id(), shape));
    }

    /** Stores points and seconds, and publishes the last point. */
    public Uni<Void> progress(TestRun run, Unstored unstored) {
        return pool.withTransaction(transaction -> store(transaction, run, unstored)
                .chain(() -> unstored.points().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : outbox.append(
                                transaction, run.progressed(unstored.points().getLast()))));
    }

    private Uni<Void> store(SqlConnection transaction, TestRun run, Unstored unstored) {
        return progress.append(transaction, run.id(), unstored.points())
                .chain(() -> seconds.append(transaction, run.id(), unstored.seconds()))
                .chain(() -> results.failures(transaction, run.id(), unstored.failures()));
    }

    /** Queues a run. */
    public Uni<Void> queue(SqlConnection transaction, TestRun run) {
        return runs.insert(transaction, run).chain(() -> queue.add(transaction, run));
    }

    /** Stores how a run ended, and makes room for the next of its system; false if it had ended before. */
    public Uni<Boolean> finish(TestRun run, RunOutcome outcome, Unstored unstored) {
        return pool.withTransaction(transaction -> finish(transaction, run, outcome, unstored));
    }

    /** Ends a run that nobody runs, if that is still so. */
    public Uni<Boolean> finishLost(UUID id, RunOutcome outcome) {
        return finishIf(run -> !run.finished(), id, outcome);
    }

    /** Ends a run that has not begun, if that is still so. */
    public Uni<Boolean> finishQueued(UUID id, RunOutcome outcome) {
        return finishIf(run -> run.state() instanceof RunState.Queued, id, outcome);
    }

    /** Ends a run, if that is still so, without the event where that is what cannot be stored. */
    public Uni<Boolean> abandon(UUID id, RunOutcome outcome) {
        return finishLost(id, outcome)
                .onFailure(failure -> !FailureMapper.isPassing(failure))
                .recoverWithUni(() -> pool.withTransaction(transaction ->
                        runs.finish(transaction, id, null, outcome).call(() -> queue.remove(transaction, id))));
    }

    private Uni<Boolean> finishIf(Predicate<TestRun> condition, UUID id, RunOutcome outcome) {
        return pool.withTransaction(transaction -> runs.lock(transaction, id)
                .chain(found -> found.filter(condition).isEmpty()
                        ? Uni.createFrom().item(false)
                        : finish(transaction, found.get(), outcome, Unstored.NOTHING)));
    }

    /** In the caller's transaction. */
    public Uni<Boolean> finish(SqlConnection transaction, TestRun run, RunOutcome outcome, Unstored unstored) {
        return runs.finish(transaction, run.id(), run.startedAt(), outcome)
                .chain(changed -> changed
                        ? details(transaction, run, outcome, unstored).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    private Uni<Void> details(SqlConnection transaction, TestRun run, RunOutcome outcome, Unstored unstored) {
        return queue.remove(transaction, run.id())
                .chain(() -> endpoints.insert(transaction, run.id(), outcome.endpoints()))
                .chain(() -> results.finish(transaction, run.id(), outcome))
                .chain(() -> store(transaction, run, unstored))
                .chain(() -> outbox.append(transaction, run.finished(outcome)));
    }
}
