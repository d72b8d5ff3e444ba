package io.belastbar.loadtest.run;

import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.jobs.retry.FailureMapper;
import io.belastbar.loadtest.progress.RunProgressRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
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
public class RunJournalRepository {

    private static final String UNIQUE_VIOLATION = "23505";

    private final Pool pool;
    private final TestRunRepository runs;
    private final EndpointResultRepository endpoints;
    private final RunProgressRepository progress;
    private final RunResultRepository results;
    private final OutboxRepository outbox;

    RunJournalRepository(
            Pool pool,
            TestRunRepository runs,
            EndpointResultRepository endpoints,
            RunProgressRepository progress,
            RunResultRepository results,
            OutboxRepository outbox) {
        this.pool = pool;
        this.runs = runs;
        this.endpoints = endpoints;
        this.progress = progress;
        this.results = results;
        this.outbox = outbox;
    }

    /**
     * Takes the next queued run for this instance and starts it; empty if none may begin, or if another instance has
     * begun one of the same system meanwhile: the index on running runs has the last word. For the times see
     * {@link TestRunRepository#lockNext}. Fails with {@link HopelessRun} for a run that can never be started.
     */
    public Uni<Optional<TestRun>> startNext(String instance, Instant now, Instant requestedAfter, Instant freeAfter) {
        return pool.withTransaction(transaction -> runs.lockNext(transaction, requestedAfter, freeAfter)
                        .chain(next -> next.isEmpty()
                                ? Uni.createFrom().item(Optional.<TestRun>empty())
                                : start(transaction, next.get(), instance, now)))
                .onFailure(RunJournalRepository::isTakenByAnother)
                .recoverWithItem(Optional.empty());
    }

    private Uni<Optional<TestRun>> start(SqlConnection transaction, UUID id, String instance, Instant now) {
        return runs.lock(transaction, id)
                .chain(queued -> start(transaction, queued.orElseThrow(), instance, now))
                .onFailure(failure -> !FailureMapper.isPassing(failure) && !isTakenByAnother(failure))
                .transform(failure -> new HopelessRun(id, failure));
    }

    private static boolean isTakenByAnother(Throwable failure) {
        return failure instanceof PgException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
    }

    private Uni<Optional<TestRun>> start(SqlConnection transaction, TestRun queued, String instance, Instant now) {
        TestRun running = queued.inState(queued.state().start(now));
        return runs.start(transaction, queued.id(), instance, now)
                .chain(() -> outbox.append(transaction, queued.started(now)))
                .replaceWith(Optional.of(running));
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
                .chain(() -> results.append(transaction, run.id(), unstored.seconds()));
    }

    /** Stores how a run ended; false if it had ended before. */
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
                .recoverWithUni(() -> pool.withTransaction(transaction -> runs.finish(transaction, id, outcome)));
    }

    private Uni<Boolean> finishIf(Predicate<TestRun> condition, UUID id, RunOutcome outcome) {
        return pool.withTransaction(transaction -> runs.lock(transaction, id)
                .chain(found -> found.filter(condition).isEmpty()
                        ? Uni.createFrom().item(false)
                        : finish(transaction, found.get(), outcome, Unstored.NOTHING)));
    }

    /** In the caller's transaction. */
    public Uni<Boolean> finish(SqlConnection transaction, TestRun run, RunOutcome outcome, Unstored unstored) {
        return runs.finish(transaction, run.id(), outcome)
                .chain(changed -> changed
                        ? details(transaction, run, outcome, unstored).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    private Uni<Void> details(SqlConnection transaction, TestRun run, RunOutcome outcome, Unstored unstored) {
        return endpoints
                .insert(transaction, run.id(), outcome.endpoints())
                .chain(() -> results.finish(transaction, run.id(), outcome))
                .chain(() -> store(transaction, run, unstored))
                .chain(() -> outbox.append(transaction, run.finished(outcome)));
    }
}
