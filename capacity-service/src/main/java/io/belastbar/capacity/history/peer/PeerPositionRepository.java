package io.belastbar.capacity.history.peer;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Up to which moment the series of another service were read, and as which metric. */
@ApplicationScoped
class PeerPositionRepository {

    private final Pool pool;

    PeerPositionRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * How far a metric was read.
     *
     * @param series of which it is the metric; empty where nobody noted it
     * @param refused whether the metric has another unit, zone or kind, so that these values are not among its values
     */
    record Position(String series, Instant at, boolean refused) {}

    /** By metric. */
    Uni<Map<String, Position>> of(String system) {
        return pool.preparedQuery("SELECT metric, series, position, refused FROM history_peer WHERE system = $1")
                .execute(Tuple.of(system))
                .map(rows -> {
                    var all = new HashMap<String, Position>();
                    rows.forEach(row -> all.put(
                            row.getString("metric"),
                            new Position(
                                    row.getString("series"),
                                    row.getOffsetDateTime("position").toInstant(),
                                    row.getBoolean("refused"))));
                    return all;
                });
    }

    /**
     * Notes whose the metrics are of which nothing was read yet, all at once: a round that is interrupted must not give the
     * rest other names than a whole one. One that has somebody already keeps him.
     *
     * @param metrics by series
     */
    Uni<Void> reserve(String system, Map<String, String> metrics) {
        var named = List.copyOf(metrics.entrySet());
        return pool.preparedQuery("""
                        INSERT INTO history_peer (system, metric, series, position)
                        SELECT $1, metric, series, 'epoch' FROM unnest($2::text[], $3::text[]) AS named (metric, series)
                            ON CONFLICT (system, metric) DO NOTHING""")
                .execute(Tuple.of(
                        system,
                        named.stream().map(Map.Entry::getValue).toArray(String[]::new),
                        named.stream().map(Map.Entry::getKey).toArray(String[]::new)))
                .replaceWithVoid();
    }

    Uni<Void> advance(SqlConnection transaction, String system, String metric, Position position) {
        return transaction
                .preparedQuery("""
                        INSERT INTO history_peer (system, metric, series, position, refused) VALUES ($1, $2, $3, $4, $5)
                            ON CONFLICT (system, metric)
                            DO UPDATE SET series = $3, position = greatest(history_peer.position, $4), refused = $5""")
                .execute(Tuple.of(
                        system, metric, position.series(), position.at().atOffset(ZoneOffset.UTC), position.refused()))
                .replaceWithVoid();
    }
}
