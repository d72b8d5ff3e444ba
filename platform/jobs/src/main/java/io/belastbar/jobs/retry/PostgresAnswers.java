package io.belastbar.jobs.retry;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Whether PostgreSQL answers: one that is gone refuses, one that hangs says nothing at all. */
@ApplicationScoped
public class PostgresAnswers {

    private static final Logger LOG = Logger.getLogger(PostgresAnswers.class);

    private final Pool pool;
    private CompletableFuture<Boolean> question = CompletableFuture.completedFuture(true);

    PostgresAnswers(Pool pool) {
        this.pool = pool;
    }

    /** Whether it gives a connection and answers a small question in this time. Never fails. */
    public Uni<Boolean> within(Duration max) {
        return Uni.createFrom().completionStage(this::ask).ifNoItem().after(max).recoverWithItem(false);
    }

    /** One question at a time, whoever asks: while PostgreSQL hangs, each keeps a connection of the pool. */
    private synchronized CompletionStage<Boolean> ask() {
        if (question.isDone()) {
            question = pool.query("SELECT 1")
                    .execute()
                    .replaceWith(true)
                    .onFailure()
                    .invoke(failure -> LOG.debugf("PostgreSQL does not answer: %s", failure))
                    .onFailure()
                    .recoverWithItem(false)
                    .subscribeAsCompletionStage();
        }
        return question.copy();
    }
}
