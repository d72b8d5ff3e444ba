package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.projection.ProjectionRemark.CounterReset;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** How often a counter began anew. */
@ApplicationScoped
class CounterResetRepository {
    private final Pool pool;

    CounterResetRepository(Pool pool) {
        this.pool = pool;
    }

    /** From the days since a moment; empty if it never did. */
    Uni<Optional<CounterReset>> since(StoredSeries series, Instant from) {
        return pool.preparedQuery("""
                        SELECT sum(resets) AS times, max(at) AS last FROM history_bucket
                        WHERE series_id = $1 AND span = 'D' AND at >= $2 AND resets > 0
                        """)
                .execute(Tuple.of((int) series.id(), from.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return row.getLong("times") == null
                            ? Optional.empty()
                            : Optional.of(new CounterReset(
                                    row.getLong("times").intValue(),
                                    row.getOffsetDateTime("last").toInstant()));
                });
    }
}
