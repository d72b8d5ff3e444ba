package io.belastbar.backbone.retry;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.jobs.retry.PostgresAnswers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * PostgreSQL with limited patience: nothing here waits without end, whether PostgreSQL refuses, hangs, or lets a
 * statement wait for a lock.
 */
@ApplicationScoped
public class DatabaseClient {

    // PostgreSQL ends a statement itself, with an SQLSTATE that says so, before our patience does.
    private static final String BOUND =
            "SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true)";

    private final Pool pool;
    private final Duration patience;
    private final PostgresAnswers answers;

    DatabaseClient(Pool pool, PostgresAnswers answers, BackboneConfig config) {
        this.pool = pool;
        this.answers = answers;
        this.patience = config.inbox().patience();
    }

    /**
     * Does work in a transaction. Fails after the patience, plus half of it where PostgreSQL cannot even roll back; what
     * comes of the transaction then is unknown, but none of the work begins later than that.
     */
    public <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        AtomicBoolean givenUp = new AtomicBoolean();
        return pool.withTransaction(transaction -> givenUp.get() ? tooLate() : bounded(transaction, work))
                .ifNoItem()
                .after(patience.plus(patience.dividedBy(2)))
                .fail()
                .onFailure()
                .invoke(() -> givenUp.set(true));
    }

    /** Whether PostgreSQL takes a connection and answers within a sixth of the patience. */
    public Uni<Boolean> answers() {
        return answers.within(patience.dividedBy(6));
    }

    private <T> Uni<T> bounded(SqlConnection transaction, Function<SqlConnection, Uni<T>> work) {
        String lockMillis = Long.toString(patience.dividedBy(3).toMillis());
        String statementMillis =
                Long.toString(patience.multipliedBy(2).dividedBy(3).toMillis());
        return transaction
                .preparedQuery(BOUND)
                .execute(Tuple.of(lockMillis, statementMillis))
                .chain(() -> work.apply(transaction))
                .ifNoItem()
                .after(patience)
                .fail();
    }

    private static <T> Uni<T> tooLate() {
        return Uni.createFrom().failure(new TimeoutException("the connection came after the patience had ended"));
    }
}
