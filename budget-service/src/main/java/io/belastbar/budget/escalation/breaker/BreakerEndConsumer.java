package io.belastbar.budget.escalation.breaker;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;

/** Hears that no instance is left at which a breaker is not closed. */
public interface BreakerEndConsumer {

    /** In the transaction that removed the last of them; {@code at} is when it was over. */
    Uni<Void> ofBreaker(SqlConnection transaction, String breaker, Instant at);
}
