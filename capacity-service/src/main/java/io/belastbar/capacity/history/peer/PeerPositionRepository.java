package io.belastbar.capacity.history.peer;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** Up to which moment the series of another service were read. */
@ApplicationScoped
class PeerPositionRepository {

    private final Pool pool;

    PeerPositionRepository(Pool pool) {
        this.pool = pool;
    }

    /** By metric. */
    Uni<Map<String, Instant>> of(String system) {
        return pool.preparedQuery("SELECT metric, position FROM history_peer WHERE system = $1")
                .execute(Tuple.of(system))
                .map(rows -> {
                    var all = new HashMap<String, Instant>();
                    rows.forEach(row ->
                            all.put(row.getString(0), row.getOffsetDateTime(1).toInstant()));
                    return all;
                });
    }

    Uni<Void> advance(SqlConnection transaction, String system, String metric, Instant position) {
        return transaction
                .preparedQuery("""
                        INSERT INTO history_peer (system, metric, position) VALUES ($1, $2, $3)
                            ON CONFLICT (system, metric) DO UPDATE SET position = greatest(history_peer.position, $3)""")
                .execute(Tuple.of(system, metric, position.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
