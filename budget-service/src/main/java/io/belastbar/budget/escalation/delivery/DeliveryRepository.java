package io.belastbar.budget.escalation.delivery;

import io.belastbar.budget.escalation.channel.Channel;
import io.belastbar.budget.escalation.channel.Receiver;
import io.belastbar.budget.escalation.message.Kind;
import io.belastbar.jobs.work.LeasedWork;
import io.belastbar.jobs.work.PayloadFormat;
import io.belastbar.jobs.work.Workers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Messages that are to go out, and how they went. */
@ApplicationScoped
public class DeliveryRepository {

    private final Pool pool;
    private final LeasedWork<Void> work;

    DeliveryRepository(Pool pool, Workers workers) {
        this.pool = pool;
        this.work = workers.queue("deliveries", PayloadFormat.NONE);
    }

    /** Its items are the ids of messages, in a lane for each receiver. */
    LeasedWork<Void> work() {
        return work;
    }

    /**
     * Notes a message for each receiver. An Alertmanager reminds by itself, and hears again only of an alert that fires no
     * more; who was not told yet of the message before needs no reminder.
     */
    public Uni<Void> insert(SqlConnection transaction, Message message, List<Receiver> receivers) {
        var alerts = Set.of(Kind.FIRST, Kind.WORSE, Kind.AGAIN).contains(message.kind());
        return Multi.createFrom()
                .iterable(receivers)
                .filter(receiver -> alerts || receiver.channel() != Channel.ALERTMANAGER)
                .onItem()
                .transformToUniAndConcatenate(receiver -> insert(transaction, message, receiver))
                .onItem()
                .ignoreAsUni();
    }

    Uni<Void> insert(SqlConnection transaction, Message message, Receiver receiver) {
        UUID id = UUID.randomUUID();
        var terms = receiver.terms();
        return transaction
                .preparedQuery("""
                        INSERT INTO escalation_delivery (delivery_id, escalation_id, channel, name, repeat, due_at, kind,
                                                         severity, title, form, unsigned, credentials)
                        SELECT $1::uuid, $2::uuid, $3::text, $4::text, $5::integer, $6::timestamptz, $7::text, $8::text,
                               $9::text, $10::text, $11::boolean, $12::text
                         WHERE ($7 <> 'REMINDER' OR NOT EXISTS (
                                SELECT FROM escalation_delivery
                                 WHERE escalation_id = $2 AND channel = $3 AND name = $4 AND state = 'PENDING'))
                           AND ($7 <> 'AGAIN' OR $3 <> 'ALERTMANAGER' OR NOT EXISTS (
                                SELECT FROM escalation_delivery
                                  JOIN leased_work ON queue = 'deliveries' AND item = delivery_id::text
                                 WHERE escalation_id = $2 AND channel = $3 AND name = $4))""")
                .execute(Tuple.from(new Object[] {
                    id,
                    message.escalation(),
                    receiver.channel().name(),
                    receiver.name(),
                    message.repeat(),
                    message.due().atOffset(ZoneOffset.UTC),
                    message.kind().name(),
                    message.severity().name(),
                    message.title(),
                    terms == null ? null : terms.form().name(),
                    terms == null ? null : terms.unsigned(),
                    terms == null ? null : terms.credentials()
                }))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : work.enqueueInLane(transaction, receiver.lane(), id.toString(), null, message.due()));
    }

    /** What was not sent yet needs not be sent any more; what is being sent just now is. */
    public Uni<Void> cancel(SqlConnection transaction, UUID escalation, String reason) {
        return cancel(transaction, escalation, reason, false);
    }

    /** The same, but for what people have not heard yet: an outage that is over is told as well. */
    public Uni<Void> cancelWhatIsKnown(SqlConnection transaction, UUID escalation, String reason) {
        return cancel(transaction, escalation, reason, true);
    }

    private Uni<Void> cancel(SqlConnection transaction, UUID escalation, String reason, boolean keepsNews) {
        return transaction
                .preparedQuery("""
                        SELECT delivery_id FROM escalation_delivery
                         WHERE escalation_id = $1 AND state = 'PENDING' AND NOT replayed AND kind <> 'RESOLVED'
                           AND NOT ($2 AND kind IN ('FIRST', 'WORSE') AND channel <> 'ALERTMANAGER')""")
                .execute(Tuple.of(escalation, keepsNews))
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> cancelOne(transaction, row.getUUID(0), reason))
                        .onItem()
                        .ignoreAsUni());
    }

    private Uni<Void> cancelOne(SqlConnection transaction, UUID id, String reason) {
        return work.withdraw(transaction, id.toString()).chain(withdrawn -> withdrawn
                .map(was -> cancelled(transaction, id, was, reason))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> cancelled(SqlConnection transaction, UUID id, LeasedWork.Withdrawn was, String reason) {
        var problem = was.problem() == null ? reason : reason + "; the last attempt: " + was.problem();
        return transaction
                .preparedQuery("""
                        UPDATE escalation_delivery SET state = 'CANCELLED', problem = $2, attempts = $3
                         WHERE delivery_id = $1""")
                .execute(Tuple.of(id, problem, was.attempts()))
                .replaceWithVoid();
    }

    /** Those who were told of an escalation, or will be, for telling them that it is over. */
    public Uni<List<Receiver>> told(SqlConnection transaction, UUID escalation) {
        return transaction.preparedQuery("""
                        SELECT DISTINCT ON (channel, name) channel, name, form, unsigned, credentials
                          FROM escalation_delivery
                         WHERE escalation_id = $1
                           AND (state = 'DELIVERED' OR state = 'PENDING' AND kind IN ('FIRST', 'WORSE'))
                         ORDER BY channel, name, delivered_at DESC""").execute(Tuple.of(escalation)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(SendingRepository::receiver)
                .toList());
    }

    /** Lets the alerts of an escalation at Alertmanagers be looked at now: they may be over. */
    public Uni<Void> hastenAlerts(SqlConnection transaction, UUID escalation) {
        return transaction.preparedQuery("""
                        SELECT delivery_id FROM escalation_delivery
                         WHERE escalation_id = $1 AND channel = 'ALERTMANAGER' AND state = 'DELIVERED'""").execute(Tuple.of(escalation)).chain(rows -> Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(
                        row -> work.hasten(transaction, row.getUUID(0).toString()))
                .onItem()
                .ignoreAsUni());
    }

    /** The messages of an escalation, oldest first. */
    public Uni<List<DeliveryView>> of(UUID escalation) {
        return pool.preparedQuery("""
                        SELECT delivery_id, channel, name, kind, repeat, severity, state,
                               CASE WHEN state = 'PENDING' THEN coalesce(work.attempts, delivery.attempts)
                                    ELSE delivery.attempts END AS attempts,
                               coalesce(work.due_at, delivery.due_at) AS due_at,
                               coalesce(delivery.problem, work.problem) AS problem, delivered_at
                          FROM escalation_delivery delivery
                          LEFT JOIN leased_work work
                            ON work.queue = 'deliveries' AND work.item = delivery.delivery_id::text
                         WHERE escalation_id = $1 ORDER BY repeat, kind <> 'FIRST', CASE kind WHEN 'FIRST' THEN channel || ' ' || name END, delivery.due_at,
                                  channel, name""").execute(Tuple.of(escalation)).map(DeliveryRepository::views);
    }

    /** Puts a dead message back to the start; false if it is not dead. */
    Uni<Boolean> replay(SqlConnection transaction, UUID delivery) {
        return transaction
                .preparedQuery("""
                        UPDATE escalation_delivery SET state = 'PENDING', attempts = 0, due_at = now(), replayed = true
                         WHERE delivery_id = $1 AND state = 'DEAD' RETURNING channel || '/' || name""")
                .execute(Tuple.of(delivery))
                .map(rows -> rows.stream().findFirst().map(row -> row.getString(0)))
                .call(lane -> lane.isPresent()
                        ? work.enqueueInLane(transaction, lane.get(), delivery.toString(), null, (Instant) null)
                        : Uni.createFrom().voidItem())
                .map(lane -> lane.isPresent());
    }

    private static List<DeliveryView> views(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(DeliveryRepository::view)
                .toList();
    }

    private static DeliveryView view(Row row) {
        var delivered = row.getOffsetDateTime("delivered_at");
        return new DeliveryView(
                row.getUUID("delivery_id").toString(),
                row.getString("channel"),
                row.getString("name"),
                row.getString("kind"),
                row.getInteger("repeat"),
                row.getString("severity"),
                row.getString("state"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("due_at").toInstant(),
                row.getString("problem"),
                delivered == null ? null : delivered.toInstant());
    }
}
