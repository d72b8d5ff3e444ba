package io.belastbar.jobs.work;

import io.belastbar.jobs.Await;
import io.belastbar.jobs.retry.BackOff;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Listens for the notices of those that add work, on one connection of the pool. What is said while the connection is gone
 * is lost: the workers' polls find it.
 */
final class WorkSignals {

    private static final Logger LOG = Logger.getLogger(WorkSignals.class);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

    private final Pool pool;
    private final Consumer<String> added;
    private final Runnable missed;
    private final Thread thread;
    private CompletableFuture<SqlConnection> asked;
    private volatile boolean stopping;

    /**
     * @param added is told the queue, on a thread that must not wait
     * @param missed something may have been said while nobody listened
     */
    WorkSignals(Pool pool, Consumer<String> added, Runnable missed) {
        this.pool = pool;
        this.added = added;
        this.missed = missed;
        this.thread = Thread.ofVirtual().name("work-signals").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(LOOK_EVERY);
    }

    private void run() {
        int failures = 0;
        while (!stopping) {
            try {
                listen();
                failures = 0;
            } catch (InterruptedException | Await.Interrupted stop) {
                // Only stop() interrupts; the loop's condition decides.
                Thread.interrupted();
            } catch (TimeoutException | ExecutionException | RuntimeException failure) {
                failures++;
                LOG.debugf("Nobody listens for work, the polls find it: %s", failure);
                pause(BACK_OFF.afterFailure(failures));
            }
        }
    }

    private void listen() throws InterruptedException, TimeoutException, ExecutionException {
        PgConnection connection = PgConnection.cast(connection());
        try {
            CompletableFuture<Void> closed = new CompletableFuture<>();
            connection.exceptionHandler(broken -> LOG.debug("The session that listens for work ended", broken));
            connection.closeHandler(() -> closed.complete(null));
            connection.notificationHandler(notice -> added.accept(notice.getPayload()));
            String schema = Await.of(connection.query("SELECT current_schema()").execute())
                    .iterator()
                    .next()
                    .getString(0);
            Await.of(
                    connection.query("LISTEN \"belastbar_work_" + schema + "\"").execute());
            missed.run();
            while (!closed.isDone() && !stopping) {
                look(connection, closed);
            }
        } finally {
            close(connection);
        }
    }

    /** A session that hangs is not closed by anybody else. */
    private static void look(PgConnection connection, CompletableFuture<Void> closed)
            throws InterruptedException, ExecutionException {
        try {
            closed.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException quiet) {
            Await.of(connection.query("SELECT 1").execute());
        }
    }

    /** A connection that comes too late is not lost to the pool: the next try takes it. */
    private SqlConnection connection() throws InterruptedException, TimeoutException, ExecutionException {
        if (asked == null) {
            asked = pool.getConnection().subscribeAsCompletionStage();
        }
        try {
            return asked.get(Await.DATABASE_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            asked = asked.isDone() ? null : asked;
        }
    }

    /** It must not go back to the pool, where it would go on listening. */
    private static void close(PgConnection connection) {
        boolean interrupted = Thread.interrupted();
        try {
            Await.of(
                    connection
                            .query("SELECT pg_terminate_backend(pg_backend_pid())")
                            .execute()
                            .onItemOrFailure()
                            .transform((rows, ended) -> true),
                    Duration.ofSeconds(1));
        } catch (io.smallrye.mutiny.TimeoutException hangs) {
            LOG.debug("PostgreSQL does not answer; the session that listens for work ends when it does");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stop) {
            // Only stop() interrupts; the loop's condition decides.
            Thread.interrupted();
        }
    }
}
