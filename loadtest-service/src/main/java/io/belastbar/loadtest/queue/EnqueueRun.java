package io.belastbar.loadtest.queue;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.loadtest.catalog.ScenarioKind;
import io.belastbar.loadtest.catalog.StoredScenario;
import io.belastbar.loadtest.run.RunJournal;
import io.belastbar.loadtest.run.RunQueue;
import io.belastbar.loadtest.run.RunState;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRun.RunTerms;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.TargetNotAllowed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Puts a run at the end of its system's queue, in the caller's transaction, with its audit line. */
@ApplicationScoped
public class EnqueueRun {

    private final RunJournal journal;
    private final RunQueue order;
    private final QueueRepository queue;
    private final AuditRepository audit;
    private final ScenarioKind kind;
    private final LoadtestConfig config;

    EnqueueRun(
            RunJournal journal,
            RunQueue order,
            QueueRepository queue,
            AuditRepository audit,
            ScenarioKind kind,
            LoadtestConfig config) {
        this.journal = journal;
        this.order = order;
        this.queue = queue;
        this.audit = audit;
        this.kind = kind;
        this.config = config;
    }

    /**
     * The run as it would be queued.
     *
     * @throws InvalidInput if the stored document asks for more than is allowed by now
     * @throws TargetNotAllowed if its target is no longer registered
     */
    public TestRun prepare(StoredScenario stored, RunRequest request, String requestedBy, Instant now) {
        Scenario scenario = stored.scenario();
        kind.admit(scenario);
        return new TestRun(
                UUID.randomUUID(),
                stored.system(),
                stored.name(),
                stored.version(),
                scenario.mainTarget(),
                new RunState.Queued(),
                new RunTerms(scenario.parallel(), request.budget(), request.labels(), request.notAfter()),
                now,
                requestedBy,
                scenario.duration().toMillis(),
                scenario.load().maxUsers() == null ? 0 : scenario.load().maxUsers(),
                null,
                null);
    }

    /**
     * Its position in the queue, from 1.
     *
     * @throws Conflict (as the Uni's failure) if the queue is full, or if the system is busy and the caller would not wait
     */
    public Uni<Integer> enqueue(SqlConnection transaction, TestRun run, RunRequest.WhenBusy whenBusy) {
        return order.lock(transaction, run.system())
                .chain(() ->
                        queue.occupation(transaction, run.system(), run.terms().parallel()))
                .invoke(now -> requireRoom(run, now, whenBusy))
                .call(() -> journal.queue(transaction, run))
                .call(() -> audit.record(
                        transaction,
                        run.requestedBy(),
                        "test-run.requested",
                        run.id().toString(),
                        run.system()))
                .map(before -> before.queued() + 1);
    }

    private void requireRoom(TestRun run, QueueRepository.Occupation now, RunRequest.WhenBusy whenBusy) {
        boolean busy = !run.terms().parallel() && now.queued() + now.running() > 0;
        if (busy && whenBusy == RunRequest.WhenBusy.REJECT) {
            throw new Conflict("system " + run.system() + " has an active test run");
        }
        if (now.queued() >= config.maxQueuedRuns()) {
            throw new Conflict("system " + run.system() + " has " + now.queued()
                    + " queued test runs; the limit is " + config.maxQueuedRuns()
                    + " (belastbar.loadtest.max-queued-runs)");
        }
    }
}
