package io.belastbar.jobs.work;

import io.belastbar.jobs.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The table of leased work. All times are the database's, so that replicas agree on leases. */
@ApplicationScoped
public class LeasedWorkRepository {

    /** An item that was given out; {@code traceparent} is null where nobody asked for it in a trace. */
    record Claimed(String item, String payload, int attempts, long lease, String traceparent) {}

    /**
     * How much waits.
     *
     * @param pending items that are due or held
     * @param oldestAge how long the longest due one has been due that nobody holds; 0 without one
     */
    record Backlog(long pending, Duration oldestAge) {}

    private final Pool pool;

    LeasedWorkRepository(Pool pool) {
        this.pool = pool;
    }

    /** Lanes are entered one by one, so that a smaller number is always visible before a larger one. */
    Uni<Void> lockLane(SqlConnection transaction, String queue, String lane) {
        return transaction
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtext('leased-work ' || $1), hashtext($2))")
                .execute(Tuple.of(queue, lane))
                .replaceWithVoid();
    }

    /** Adds an item, due at this time (null: now), and wakes the workers with the commit; one that is there stays. */
    Uni<Void> insert(SqlConnection transaction, String queue, String item, String payload, String lane, Instant due) {
        return transaction
                .preparedQuery("""
                        WITH added AS (
                            INSERT INTO leased_work (queue, item, payload, lane, due_at, traceparent)
                            VALUES ($1, $2, $3, $4, coalesce($5::timestamptz, now()), $6)
                            ON CONFLICT (queue, item) DO NOTHING)
                        SELECT pg_notify('belastbar_work_' || current_schema(), $1)""")
                .execute(Tuple.tuple()
                        .addString(queue)
                        .addString(item)
                        .addString(payload)
                        .addString(lane)
                        .addOffsetDateTime(due == null ? null : due.atOffset(ZoneOffset.UTC))
                        .addString(TraceParent.of(transaction)))
                .replaceWithVoid();
    }

    /** Makes an item due now; one that is held when it is given back. False if there is none. */
    Uni<Boolean> hasten(SqlConnection transaction, String queue, String item) {
        return transaction.preparedQuery("""
                        WITH hastened AS (
                            UPDATE leased_work
                               SET due_at = CASE WHEN lease IS NULL THEN now() ELSE due_at END,
                                   hastened = lease IS NOT NULL
                             WHERE queue = $1 AND item = $2 RETURNING 1)
                        SELECT pg_notify('belastbar_work_' || current_schema(), $1),
                               EXISTS (SELECT FROM hastened)""").execute(Tuple.of(queue, item)).map(rows -> rows.iterator()
                .next()
                .getBoolean(1));
    }

    /** Removes an item, whoever holds it. */
    Uni<Boolean> delete(SqlConnection transaction, String queue, String item) {
        return changed(transaction, "DELETE FROM leased_work WHERE queue = $1 AND item = $2", Tuple.of(queue, item));
    }

    /** Removes an item that nobody holds; empty if somebody does, or there is none. */
    Uni<Optional<LeasedWork.Withdrawn>> withdraw(SqlConnection transaction, String queue, String item) {
        return transaction.preparedQuery("""
                        DELETE FROM leased_work
                         WHERE queue = $1 AND item = $2 AND (lease IS NULL OR due_at <= now())
                        RETURNING attempts, problem""").execute(Tuple.of(queue, item)).map(rows -> rows.stream()
                .findFirst()
                .map(row -> new LeasedWork.Withdrawn(row.getInteger(0), row.getString(1))));
    }

    /**
     * Gives out the item that has been due longest; other claimants pass over it. Of a lane it is the first item, or, by
     * time, any while none of the lane is held. Two claimants at the same instant may then hold one each.
     *
     * @param fromSlow whether also an item whose lease has ended
     */
    Uni<Optional<Claimed>> claim(String queue, Duration lease, boolean fromSlow, boolean lanesByTime) {
        return pool.preparedQuery("""
                        UPDATE leased_work
                           SET attempts = attempts + 1, lease = nextval('leased_work_lease'), beat = 0,
                               due_at = now() + $2 * interval '1 millisecond'
                         WHERE queue = $1 AND item = (
                            SELECT item FROM leased_work work
                             WHERE queue = $1 AND due_at <= now() AND (lease IS NULL OR $3)
                               AND (lane IS NULL OR CASE WHEN $4 THEN NOT EXISTS (
                                    SELECT FROM leased_work held
                                     WHERE held.queue = $1 AND held.lane = work.lane AND held.lease IS NOT NULL
                                       AND held.due_at > now())
                               ELSE NOT EXISTS (
                                    SELECT FROM leased_work ahead
                                     WHERE ahead.queue = $1 AND ahead.lane = work.lane AND ahead.number < work.number)
                               END)
                             ORDER BY due_at, number LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING item, payload, attempts, lease, traceparent""")
                .execute(Tuple.of(queue, (double) lease.toMillis(), fromSlow, lanesByTime))
                .map(rows -> rows.stream().findFirst().map(LeasedWorkRepository::claimed));
    }

    /** A sign of life of the owner, whose lease begins anew; false if it has lost the item. */
    Uni<Boolean> extend(String queue, Claimed held, Duration lease) {
        return changed(pool, """
                UPDATE leased_work SET due_at = now() + $4 * interval '1 millisecond', beat = beat + 1
                 WHERE queue = $1 AND item = $2 AND lease = $3""", owner(queue, held).addDouble((double) lease.toMillis()));
    }

    /** Closes an item; false if the owner has lost it. */
    Uni<Boolean> finish(SqlClient client, String queue, Claimed held) {
        return changed(
                client, "DELETE FROM leased_work WHERE queue = $1 AND item = $2 AND lease = $3", owner(queue, held));
    }

    Uni<Boolean> finishAlone(String queue, Claimed held) {
        return finish(pool, queue, held);
    }

    /**
     * Gives an item back; false if the owner has lost it. What was done and recurs is in nobody's trace any more.
     *
     * @param attempts how many count from now on
     * @param problem null for none
     */
    Uni<Boolean> giveBack(String queue, Claimed held, Duration delay, int attempts, String problem) {
        return changed(
                pool,
                """
                UPDATE leased_work
                   SET lease = NULL, attempts = $5, problem = $6, hastened = false,
                       traceparent = CASE WHEN $5 = 0 AND $6 IS NULL THEN NULL ELSE traceparent END,
                       due_at = CASE WHEN hastened THEN now() ELSE now() + $4 * interval '1 millisecond' END
                 WHERE queue = $1 AND item = $2 AND lease = $3""",
                owner(queue, held)
                        .addDouble((double) delay.toMillis())
                        .addInteger(attempts)
                        .addString(problem));
    }

    /** Closes an item for now, with what it carries to its next time, which nobody asked for; false if the owner has lost it. */
    Uni<Boolean> again(SqlClient client, String queue, Claimed held, String payload, Instant due) {
        return changed(
                client,
                """
                UPDATE leased_work
                   SET lease = NULL, attempts = 0, problem = NULL, payload = $5, hastened = false, traceparent = NULL,
                       due_at = CASE WHEN hastened THEN now() ELSE $4 END
                 WHERE queue = $1 AND item = $2 AND lease = $3""",
                owner(queue, held)
                        .addOffsetDateTime(due.atOffset(ZoneOffset.UTC))
                        .addString(payload));
    }

    /** Everything that is held, by whomever. */
    Uni<List<LostOwners.Heartbeat>> held(String queue) {
        return pool.preparedQuery("SELECT item, lease, beat FROM leased_work WHERE queue = $1 AND lease IS NOT NULL")
                .execute(Tuple.of(queue))
                .map(rows -> rows.stream()
                        .map(row -> new LostOwners.Heartbeat(row.getString(0), row.getLong(1), row.getLong(2)))
                        .toList());
    }

    /** Takes an item from an owner that has given no other sign of life since. */
    Uni<Boolean> takeFrom(String queue, LostOwners.Heartbeat lost) {
        return changed(pool, """
                UPDATE leased_work SET lease = NULL, due_at = now(), problem = 'its owner was lost'
                 WHERE queue = $1 AND item = $2 AND lease = $3 AND beat = $4""", Tuple.of(queue, lost.item(), lost.lease(), lost.beat()));
    }

    Uni<Backlog> backlog(String queue) {
        return pool.preparedQuery("""
                        SELECT count(*) FILTER (WHERE due_at <= now() OR lease IS NOT NULL),
                               coalesce(extract(epoch FROM now() - min(due_at) FILTER (
                                   WHERE due_at <= now() AND lease IS NULL)) * 1000, 0)::bigint
                          FROM leased_work WHERE queue = $1""").execute(Tuple.of(queue)).map(rows -> {
            Row row = rows.iterator().next();
            return new Backlog(row.getLong(0), Duration.ofMillis(row.getLong(1)));
        });
    }

    private static Tuple owner(String queue, Claimed held) {
        return Tuple.of(queue, held.item(), held.lease());
    }

    private static Uni<Boolean> changed(SqlClient client, String sql, Tuple parameters) {
        return client.preparedQuery(sql).execute(parameters).map(rows -> rows.rowCount() == 1);
    }

    private static Claimed claimed(Row row) {
        return new Claimed(row.getString(0), row.getString(1), row.getInteger(2), row.getLong(3), row.getString(4));
    }
}
