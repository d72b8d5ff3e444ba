package io.belastbar.budget.escalation.delivery;

import io.belastbar.budget.escalation.delivery.Delivery.Channel;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.belastbar.report.Sentence;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Messages that go out, and how they went. */
@ApplicationScoped
public class DeliveryRepository {

    private final Pool pool;
    private final LeasedWork<Void> work;

    DeliveryRepository(Pool pool, Workers workers) {
        this.pool = pool;
        this.work = workers.queue("deliveries", PayloadFormat.NONE);
    }

    /** Notes a message for each name; it goes out at {@code due}. */
    public Uni<Void> insert(
            SqlConnection transaction, UUID escalation, Channel channel, List<String> names, int repeat, Instant due) {
        return Multi.createFrom()
                .iterable(names)
                .onItem()
                .transformToUniAndConcatenate(name -> insert(transaction, escalation, channel, name, repeat, due))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> insert(
            SqlConnection transaction, UUID escalation, Channel channel, String name, int repeat, Instant due) {
        UUID id = UUID.randomUUID();
        return transaction
                .preparedQuery("""
                        INSERT INTO escalation_delivery (delivery_id, escalation_id, channel, name, repeat, due_at)
                        VALUES ($1, $2, $3, $4, $5, $6)""")
                .execute(Tuple.of(id, escalation, channel.name(), name, repeat, due.atOffset(ZoneOffset.UTC)))
                .chain(() -> work.enqueue(transaction, id.toString(), null, due));
    }

    /** Its items are the ids of messages. */
    LeasedWork<Void> work() {
        return work;
    }

    /** What was not sent yet needs not be sent any more. */
    public Uni<Void> cancel(SqlConnection transaction, UUID escalation) {
        return transaction.preparedQuery("""
                        UPDATE escalation_delivery SET state = 'CANCELLED', problem = 'acknowledged before it was sent'
                         WHERE escalation_id = $1 AND state = 'PENDING' RETURNING delivery_id""").execute(Tuple.of(escalation)).chain(rows -> Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(
                        row -> work.remove(transaction, row.getUUID(0).toString()))
                .onItem()
                .ignoreAsUni());
    }

    /** The messages of an escalation, oldest first. */
    public Uni<List<DeliveryView>> of(UUID escalation) {
        return pool.preparedQuery("""
                        SELECT delivery_id, channel, name, repeat, state,
                               coalesce(work.attempts, delivery.attempts) AS attempts,
                               coalesce(work.due_at, delivery.due_at) AS due_at,
                               coalesce(delivery.problem, work.problem) AS problem, delivered_at
                          FROM escalation_delivery delivery
                          LEFT JOIN leased_work work
                            ON work.queue = 'deliveries' AND work.item = delivery.delivery_id::text
                         WHERE escalation_id = $1 ORDER BY repeat, channel, name""").execute(Tuple.of(escalation)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(DeliveryRepository::view)
                .toList());
    }

    /** Empty if the message does not wait to be sent. */
    Uni<Optional<Delivery>> pending(String delivery) {
        return pool.preparedQuery("""
                        SELECT * FROM escalation_delivery JOIN escalation USING (escalation_id)
                         WHERE delivery_id = $1 AND state = 'PENDING'""")
                .execute(Tuple.of(UUID.fromString(delivery)))
                .map(rows -> rows.stream().findFirst().map(DeliveryRepository::delivery));
    }

    /** Fails if the message is no longer this replica's. */
    Uni<Void> delivered(HeldWork<Void> held) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("""
                        UPDATE escalation_delivery
                           SET state = 'DELIVERED', delivered_at = now(), problem = NULL, attempts = $2
                         WHERE delivery_id = $1""")
                .execute(Tuple.of(UUID.fromString(held.item()), held.attempt()))
                .chain(() -> work.finish(transaction, held)));
    }

    /** Fails if the message is no longer this replica's. */
    Uni<Void> giveUp(HeldWork<Void> held, String problem) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("""
                        UPDATE escalation_delivery SET state = 'DEAD', problem = $2, attempts = $3
                         WHERE delivery_id = $1 AND state = 'PENDING'""")
                .execute(Tuple.of(UUID.fromString(held.item()), problem, held.attempt()))
                .chain(() -> work.finish(transaction, held)));
    }

    /** Puts a dead message back to the start; false if it is not dead. */
    Uni<Boolean> replay(SqlConnection transaction, UUID delivery) {
        return transaction
                .preparedQuery("""
                        UPDATE escalation_delivery SET state = 'PENDING', attempts = 0, due_at = now()
                         WHERE delivery_id = $1 AND state = 'DEAD'""")
                .execute(Tuple.of(delivery))
                .map(rows -> rows.rowCount() == 1)
                .call(dead -> dead
                        ? work.enqueue(transaction, delivery.toString(), null)
                        : Uni.createFrom().voidItem());
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
                row.getUUID("delivery_id"), Channel.valueOf(row.getString("channel")), row.getString("name"), notice);
    }
}
