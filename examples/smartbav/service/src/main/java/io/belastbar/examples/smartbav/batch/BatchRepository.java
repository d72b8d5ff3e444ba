package io.belastbar.examples.smartbav.batch;

import io.belastbar.examples.smartbav.database.DatabaseGuard;
import io.belastbar.examples.smartbav.tenant.TenantRepository;
import io.belastbar.identity.InstanceName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Import jobs and their payload. A job's row is the queue: nothing is lost when an instance dies. */
@ApplicationScoped
class BatchRepository {
    private static final String INSERT = """
            INSERT INTO batch_jobs (id, total, payload)
            SELECT $1, $2, $3
            WHERE (SELECT count(*) FROM batch_jobs WHERE status IN ('PENDING', 'RUNNING')) < $4
            """;
    private static final String BY_ID = """
            SELECT id, status, total, done, error, created_at, started_at, finished_at
            FROM batch_jobs
            WHERE id = $1
            """;
    private static final String CLAIM = """
            SELECT id, organization_id, attempt
            FROM claim_batch_job($1, $2::bigint * interval '1 second')
            """;
    private static final String PAYLOAD = "SELECT payload FROM batch_jobs WHERE id = $1";
    private static final String PROGRESS = """
            UPDATE batch_jobs
            SET done = $3, heartbeat_at = now()
            WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'
            """;
    private static final String FINISH = """
            UPDATE batch_jobs
            SET status = $3, done = CASE WHEN $3 = 'SUCCEEDED' THEN total ELSE 0 END, error = $4,
                finished_at = clock_timestamp(), payload = NULL
            WHERE id = $1 AND attempt = $2 AND status = 'RUNNING'
            """;
    private static final long SILENCE_SECONDS = 60;

    private final Pool pool;
    private final TenantRepository tenants;
    private final InstanceName instance;
    private final DatabaseGuard guard;

    BatchRepository(Pool pool, TenantRepository tenants, InstanceName instance, DatabaseGuard guard) {
        this.pool = pool;
        this.guard = guard;
        this.tenants = tenants;
        this.instance = instance;
    }

    /** A job that this instance may work on; the attempt fences off a worker that was thought dead. */
    record Claim(String jobId, String organizationId, int attempt) {}

    /** False when the tenant has {@code mostUnfinished} jobs waiting already. */
    Uni<Boolean> insert(String organizationId, String id, int total, String payload, int mostUnfinished) {
        return tenants.inTenant(organizationId, tx -> tx.preparedQuery(INSERT)
                .execute(Tuple.of(id, total, payload, (long) mostUnfinished))
                .map(rows -> rows.rowCount() == 1));
    }

    Uni<Optional<BatchJob>> byId(String organizationId, String id) {
        return tenants.inTenant(organizationId, tx -> tx.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(BatchRepository::job)));
    }

    Uni<Optional<Claim>> claim() {
        return guard.call(() -> pool.preparedQuery(CLAIM).execute(Tuple.of(instance.value(), SILENCE_SECONDS)))
                .map(rows -> rows.stream().findFirst().map(BatchRepository::claim));
    }

    Uni<String> payload(Claim claim) {
        return tenants.inTenant(claim.organizationId(), tx -> tx.preparedQuery(PAYLOAD)
                .execute(Tuple.of(claim.jobId()))
                .map(rows -> rows.iterator().next().getString("payload")));
    }

    /** In a transaction of its own, so that others see it while the import's transaction is open. */
    Uni<Void> progress(Claim claim, int done) {
        return tenants.inTenant(claim.organizationId(), tx -> tx.preparedQuery(PROGRESS)
                .execute(Tuple.of(claim.jobId(), claim.attempt(), done))
                .replaceWithVoid());
    }

    /** False when somebody else has taken the job over: then nothing of this attempt may be committed. */
    Uni<Boolean> succeed(SqlConnection transaction, Claim claim) {
        return finish(transaction, claim, BatchJob.Status.SUCCEEDED, null);
    }

    Uni<Boolean> fail(Claim claim, String error) {
        return tenants.inTenant(claim.organizationId(), tx -> finish(tx, claim, BatchJob.Status.FAILED, error));
    }

    private static Uni<Boolean> finish(SqlConnection tx, Claim claim, BatchJob.Status status, String error) {
        return tx.preparedQuery(FINISH)
                .execute(Tuple.of(claim.jobId(), claim.attempt(), status.name(), error))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Claim claim(Row row) {
        return new Claim(row.getString("id"), row.getString("organization_id"), row.getInteger("attempt"));
    }

    private static BatchJob job(Row row) {
        return new BatchJob(
                row.getString("id"),
                BatchJob.Status.valueOf(row.getString("status")),
                row.getInteger("total"),
                row.getInteger("done"),
                row.getString("error"),
                instant(row.getOffsetDateTime("created_at")),
                instant(row.getOffsetDateTime("started_at")),
                instant(row.getOffsetDateTime("finished_at")));
    }

    private static Instant instant(OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
