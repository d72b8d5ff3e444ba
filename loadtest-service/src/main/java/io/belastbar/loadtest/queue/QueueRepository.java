package io.belastbar.loadtest.queue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The queues of the systems: first come, first served within each. */
@ApplicationScoped
public class QueueRepository {

    /** What a system has that has not ended. */
    public record Occupation(int queued, int running) {}

    private final Pool pool;

    QueueRepository(Pool pool) {
        this.pool = pool;
    }

    /** Without runs of the other kind: what may run in parallel stands in nobody's way. */
    public Uni<Occupation> occupation(SqlConnection transaction, String system, boolean parallel) {
        return transaction
                .preparedQuery("""
                        SELECT count(*) FILTER (WHERE state = 'QUEUED'), count(*) FILTER (WHERE state = 'RUNNING')
                        FROM test_run WHERE system = $1 AND parallel = $2 AND state <> 'FINISHED'""")
                .execute(Tuple.of(system, parallel))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Occupation(row.getInteger(0), row.getInteger(1));
                });
    }

    /** The positions of those that are queued. */
    public Uni<Map<UUID, Integer>> positions(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery("SELECT id, position FROM queued_run WHERE id = ANY ($1)")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Integer> positions = new HashMap<>();
                    rows.forEach(row -> positions.put(row.getUUID("id"), row.getInteger("position")));
                    return positions;
                });
    }

    /** Empty if the run is not queued. */
    public Uni<Optional<QueuedRun>> find(UUID id) {
        return pool.preparedQuery(
                        "SELECT * FROM queued_run JOIN (SELECT id, not_after FROM test_run) AS run USING (id) WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().findFirst().map(QueueRepository::queued));
    }

    /** All queued runs of all systems, those that came first first. */
    public Uni<List<QueuedRun>> all() {
        return pool.query("SELECT * FROM queued_run JOIN (SELECT id, not_after FROM test_run) AS run USING (id)"
                        + " ORDER BY queue_number")
                .execute()
                .map(rows -> rows.stream().map(QueueRepository::queued).toList());
    }

    private static QueuedRun queued(Row row) {
        return new QueuedRun(
                row.getUUID("id"),
                row.getInteger("position"),
                instant(row, "requested_at"),
                instant(row, "free_since"),
                instant(row, "not_after"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }
}
