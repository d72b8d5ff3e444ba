package io.belastbar.loadtest.interchange;

import io.belastbar.loadtest.run.RunJournal;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.run.TestRunRepository;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Stores imported runs, each in one transaction with its event, its audit line and the remembered answer. */
@ApplicationScoped
public class ImportRun {

    private final Pool pool;
    private final TestRunRepository runs;
    private final RunJournal journal;
    private final IdempotencyRepository idempotency;
    private final AuditRepository audit;

    ImportRun(
            Pool pool,
            TestRunRepository runs,
            RunJournal journal,
            IdempotencyRepository idempotency,
            AuditRepository audit) {
        this.pool = pool;
        this.runs = runs;
        this.journal = journal;
        this.idempotency = idempotency;
        this.audit = audit;
    }

    Uni<StoredAnswer> store(ImportedRun imported, ImportAnswer answer, IdempotentRequest request) {
        return pool.withTransaction(
                transaction -> idempotency.once(transaction, request, () -> store(transaction, imported, answer)));
    }

    private Uni<StoredAnswer> store(SqlConnection transaction, ImportedRun imported, ImportAnswer answer) {
        TestRun run = imported.run();
        String provenance = imported.outcome().shape().provenance().engine();
        return runs.insertImported(transaction, run)
                .chain(() -> journal.finish(transaction, run, imported.outcome(), imported.measured()))
                .chain(() -> audit.record(
                        transaction,
                        run.requestedBy(),
                        "test-run.imported",
                        run.id().toString(),
                        provenance))
                .replaceWith(new StoredAnswer(201, "/api/v1/test-runs/" + run.id(), answer.json()));
    }
}
