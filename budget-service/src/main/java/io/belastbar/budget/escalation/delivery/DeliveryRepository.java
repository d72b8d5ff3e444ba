package io.belastbar.budget.escalation.delivery;

import io.belastbar.report.Sentence;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Messages that go out, and how they went. Leases are in the database's time, so that replicas agree. */
@ApplicationScoped
public class DeliveryRepository {

    private final Pool pool;

    DeliveryRepository(Pool pool) {
        this.pool = pool;
    }

    /** Notes a message for each name; it goes out at {@code due}. */
    public Uni<Void> insert(
            SqlConnection transaction, UUID escalation, Channel channel, List<String> names, int repeat, Instant due) {
        return transaction
                .preparedQuery("""
                        INSERT INTO escalation_delivery (delivery_id, escalation_id, channel, name, repeat, due_at)
                        SELECT gen_random_uuid(), $1, $2, name, $4, $5 FROM unnest($3::text[]) AS name""")
                .execute(Tuple.of(
                        escalation, channel.name(), names.toArray(String[]::new), repeat, due.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** What was not sent yet needs not be sent any more. */
    public Uni<Void> cancel(SqlConnection transaction, UUID escalation) {
        return transaction.preparedQuery("""
                        UPDATE escalation_delivery SET state = 'CANCELLED', problem = 'acknowledged before it was sent'
                         WHERE escalation_id = $1 AND state = 'PENDING'""").execute(Tuple.of(escalation)).replaceWithVoid();
    }

    /** The messages of an escalation, oldest first. */
    public Uni<List<DeliveryView>> of(UUID escalation) {
        return pool.preparedQuery("""
                        SELECT delivery_id, channel, name, repeat, state, attempts, due_at, problem, delivered_at
                          FROM escalation_delivery WHERE escalation_id = $1 ORDER BY repeat, channel, name""").execute(Tuple.of(escalation)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(DeliveryRepository::view)
                .toList());
    }

    /** Takes the message that is due longest, for the length of a lease; other replicas pass over it. */
    Uni<Optional<Delivery>> claim(Duration lease) {
        return pool.preparedQuery("""
                        WITH due AS (
                            UPDATE escalation_delivery
                               SET attempts = attempts + 1, due_at = now() + $1 * interval '1 millisecond'
                             WHERE delivery_id = (SELECT delivery_id FROM escalation_delivery
                                                   WHERE state = 'PENDING' AND due_at <= now()
                                                   ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                            RETURNING delivery_id, escalation_id, channel, name, repeat, attempts
                        )
                        SELECT * FROM due JOIN escalation USING (escalation_id)""")
                .execute(Tuple.of((double) lease.toMillis()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DeliveryRepository::delivery)
                        .findFirst());
    }

    Uni<Void> delivered(UUID delivery) {
        return pool.preparedQuery("""
                        UPDATE escalation_delivery SET state = 'DELIVERED', delivered_at = now(), problem = NULL
                         WHERE delivery_id = $1""").execute(Tuple.of(delivery)).replaceWithVoid();
    }

    Uni<Void> postpone(UUID delivery, Duration delay, String problem) {
        return pool.preparedQuery("""
                        UPDATE escalation_delivery
                           SET due_at = now() + $2 * interval '1 millisecond', problem = $3
                         WHERE delivery_id = $1 AND state = 'PENDING'""")
                .execute(Tuple.of(delivery, (double) delay.toMillis(), problem))
                .replaceWithVoid();
    }

    Uni<Void> giveUp(UUID delivery, String problem) {
        return pool.preparedQuery("""
                        UPDATE escalation_delivery SET state = 'DEAD', problem = $2
                         WHERE delivery_id = $1 AND state = 'PENDING'""").execute(Tuple.of(delivery, problem)).replaceWithVoid();
    }

    /** Puts a dead message back to the start; false if it is not dead. */
    Uni<Boolean> replay(SqlConnection transaction, UUID delivery) {
        return transaction.preparedQuery("""
                        UPDATE escalation_delivery SET state = 'PENDING', attempts = 0, due_at = now()
                         WHERE delivery_id = $1 AND state = 'DEAD'""").execute(Tuple.of(delivery)).map(rows -> rows.rowCount() == 1);
    }

    private static DeliveryView view(Row row) {
        var delivered = row.getOffsetDateTime("delivered_at");
        return new DeliveryView(
                row.getUUID("delivery_id").toString(),
                row.getString("channel"),
                row.getString("name"),
                row.getInteger("repeat"),
                row.getString("state"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("due_at").toInstant(),
                row.getString("problem"),
                delivered == null ? null : delivered.toInstant());
    }

    private static Delivery delivery(Row row) {
        var notice = new Notice(
                row.getUUID("escalation_id"),
                row.getString("system"),
                row.getString("rule"),
                row.getString("to_role"),
                row.getString("number"),
                row.getString("severity"),
                row.getString("component"),
                row.getString("title"),
                new Sentence(row.getString("reason"), row.getString("reason_german")),
                row.getOffsetDateTime("escalated_at").toInstant(),
                row.getInteger("repeat"));
        return new Delivery(
                row.getUUID("delivery_id"),
                Channel.valueOf(row.getString("channel")),
                row.getString("name"),
                row.getInteger("attempts"),
                notice);
    }
}
