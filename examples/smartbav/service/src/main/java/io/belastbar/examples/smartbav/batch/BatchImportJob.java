package io.belastbar.examples.smartbav.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.examples.smartbav.batch.BatchRepository.Claim;
import io.belastbar.examples.smartbav.database.DatabaseGuard;
import io.belastbar.examples.smartbav.employee.EmployeeId;
import io.belastbar.examples.smartbav.employee.EmployeeRepository;
import io.belastbar.examples.smartbav.employee.NewEmployee;
import io.belastbar.examples.smartbav.tenant.TenantRepository;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Works off import jobs, one at a time in each instance, on a virtual thread. The employees and the job's success are
 * one transaction. A job whose instance dies is taken over; one whose database goes away is tried again, a few times.
 */
@ApplicationScoped
class BatchImportJob {
    private static final Logger LOG = Logger.getLogger(BatchImportJob.class);
    private static final int CHUNK = 1_000;
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);
    private static final long POLL_SECONDS = 5;
    private static final int ATTEMPTS_MAX = 5;

    private final BatchRepository jobs;
    private final EmployeeRepository employees;
    private final TenantRepository tenants;
    private final Pool pool;
    private final ObjectMapper json;
    private final Semaphore work = new Semaphore(0);
    private volatile Thread thread;

    BatchImportJob(
            BatchRepository jobs,
            EmployeeRepository employees,
            TenantRepository tenants,
            Pool pool,
            ObjectMapper json) {
        this.jobs = jobs;
        this.employees = employees;
        this.tenants = tenants;
        this.pool = pool;
        this.json = json;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("batch-import").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    /** There may be a new job; without this call it would wait for the next poll. */
    void wake() {
        work.release();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                workOffWhatIsThere();
                if (work.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS)) {
                    work.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Batch import stopped");
        }
    }

    private void workOffWhatIsThere() throws InterruptedException {
        try {
            var claim = await(jobs.claim());
            while (claim.isPresent()) {
                workOff(claim.get());
                claim = await(jobs.claim());
            }
        } catch (RuntimeException later) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LOG.warnf("Batch import waits for the database reason=%s", later);
        }
    }

    private void workOff(Claim claim) {
        if (claim.attempt() > ATTEMPTS_MAX) {
            giveUp(claim, "its worker ended before it, %d times".formatted(ATTEMPTS_MAX));
            return;
        }
        try {
            importAll(claim, parse(await(jobs.payload(claim))));
            LOG.infof("Batch imported jobId=%s organization=%s", claim.jobId(), claim.organizationId());
        } catch (RuntimeException failure) {
            boolean again = mayPass(failure) && claim.attempt() < ATTEMPTS_MAX;
            if (again || Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            LOG.errorf(failure, "Batch failed jobId=%s attempt=%d", claim.jobId(), claim.attempt());
            giveUp(claim, reason(failure));
        }
    }

    private void giveUp(Claim claim, String reason) {
        LOG.warnf("Batch given up jobId=%s reason=%s", claim.jobId(), reason);
        await(jobs.fail(claim, reason));
    }

    /** Whether the same job may succeed later: the database is away or slow, and has not said no. */
    private static boolean mayPass(RuntimeException failure) {
        return switch (failure) {
            case TimeoutException slow -> true;
            case CompletionException disconnected -> true;
            default -> DatabaseGuard.isAway(failure);
        };
    }

    private static String reason(RuntimeException failure) {
        return failure instanceof PgException refused
                ? "the database refused the employees (SQLSTATE %s)".formatted(refused.getSqlState())
                : "it could not be imported (%s)".formatted(failure.getClass().getSimpleName());
    }

    private void importAll(Claim claim, List<NewEmployee> batch) {
        SqlConnection connection = await(pool.getConnection());
        try {
            var transaction = await(connection.begin());
            await(tenants.enter(connection, claim.organizationId()));
            for (int from = 0; from < batch.size(); from += CHUNK) {
                int to = Math.min(batch.size(), from + CHUNK);
                insert(connection, batch.subList(from, to));
                await(jobs.progress(claim, to));
            }
            boolean stillOurs = await(jobs.succeed(connection, claim));
            await(stillOurs ? transaction.commit() : transaction.rollback());
        } finally {
            await(connection.close());
        }
    }

    private void insert(SqlConnection connection, List<NewEmployee> chunk) {
        var ids = Stream.generate(EmployeeId::random).limit(chunk.size()).toList();
        await(employees.insertMany(connection, ids, chunk));
    }

    private List<NewEmployee> parse(String payload) {
        try {
            return json.readValue(payload, BatchRequest.class).employees();
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a stored payload was valid when it was stored", bug);
        }
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(STATEMENT_TIMEOUT);
    }
}
