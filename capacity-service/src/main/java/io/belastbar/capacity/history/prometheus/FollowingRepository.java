package io.belastbar.capacity.history.prometheus;

import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** How far the series of each system are read. A system is an item of the queue for as long as it has sources. */
@ApplicationScoped
class FollowingRepository {

    private final Pool pool;
    private final LeasedWork<Void> work;

    FollowingRepository(Pool pool, Workers workers) {
        this.pool = pool;
        this.work = workers.queue("history-sources", PayloadFormat.NONE);
    }

    /** Its items are systems. */
    LeasedWork<Void> work() {
        return work;
    }

    /** Makes a system due now. */
    Uni<Void> makeDue(SqlConnection transaction, String system) {
        return work.enqueue(transaction, system, null)
                .chain(() -> work.hasten(transaction, system))
                .replaceWithVoid();
    }

    /** Reads nothing of a system any more, and forgets how far it was. Who is reading just now stores nothing. */
    Uni<Void> stop(SqlConnection transaction, String system) {
        return work.remove(transaction, system)
                .chain(() -> transaction
                        .preparedQuery("DELETE FROM history_following WHERE system = $1")
                        .execute(Tuple.of(system)))
                .replaceWithVoid();
    }

    Uni<List<Following>> of(String system) {
        return pool.preparedQuery("SELECT * FROM history_following WHERE system = $1 ORDER BY metric")
                .execute(Tuple.of(system))
                .map(rows -> {
                    var all = new ArrayList<Following>();
                    rows.forEach(row -> all.add(following(row)));
                    return List.copyOf(all);
                });
    }

    /**
     * Notes how far a series is; the system is due again then. Fails if the system is no longer this replica's, so that what was
     * read is not stored either.
     */
    Uni<Void> advance(SqlConnection transaction, HeldWork<Void> held, Following following, Instant due) {
        return work.again(transaction, held, null, due).chain(() -> transaction
                .preparedQuery("""
                        INSERT INTO history_following (system, metric, position, caught_up, next_at, tried_at, succeeded_at,
                                                       failures, points, problem)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                            ON CONFLICT (system, metric) DO UPDATE
                           SET position = $3, caught_up = $4, next_at = $5, tried_at = $6, succeeded_at = $7, failures = $8,
                               points = $9, problem = $10""")
                .execute(Tuple.from(new Object[] {
                    held.item(),
                    following.metric(),
                    utc(following.position()),
                    following.caughtUp(),
                    utc(following.next()),
                    utc(following.tried()),
                    utc(following.succeeded()),
                    following.failures(),
                    following.points(),
                    following.problem()
                }))
                .replaceWithVoid());
    }

    private static Following following(Row row) {
        return new Following(
                row.getString("metric"),
                instant(row, "position"),
                row.getBoolean("caught_up"),
                instant(row, "next_at"),
                instant(row, "tried_at"),
                instant(row, "succeeded_at"),
                row.getInteger("failures"),
                row.getLong("points"),
                row.getString("problem"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
