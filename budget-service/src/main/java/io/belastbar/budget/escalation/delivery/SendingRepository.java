package io.belastbar.budget.escalation.delivery;

import io.belastbar.budget.escalation.channel.Channel;
import io.belastbar.budget.escalation.channel.Delivery;
import io.belastbar.budget.escalation.channel.Receiver;
import io.belastbar.budget.escalation.message.Kind;
import io.belastbar.budget.escalation.message.Notice;
import io.belastbar.budget.escalation.rules.Channels;
import io.belastbar.contracts.Severity;
import io.belastbar.jobs.work.HeldWork;
import io.belastbar.report.Sentence;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Messages while they are sent. Each change fails if the message is no longer this replica's. */
@ApplicationScoped
class SendingRepository {

    private final Pool pool;
    private final DeliveryRepository deliveries;

    SendingRepository(Pool pool, DeliveryRepository deliveries) {
        this.pool = pool;
        this.deliveries = deliveries;
    }

    /** Empty if the message does not wait to be sent, and is no alert that fires. */
    Uni<Optional<Sending>> due(String delivery) {
        return pool.preparedQuery("""
                        SELECT *, delivery.severity AS told_severity, delivery.title AS told_title,
                               escalation.severity AS current_severity, escalation.title AS current_title
                          FROM escalation_delivery delivery JOIN escalation USING (escalation_id)
                         WHERE delivery_id = $1
                           AND (state = 'PENDING' OR state = 'DELIVERED' AND channel = 'ALERTMANAGER')""")
                .execute(Tuple.of(UUID.fromString(delivery)))
                .map(rows -> rows.stream().findFirst().map(SendingRepository::sending));
    }

    /** It went out; who was told too late to hear with the others that it is over is told now. */
    Uni<Void> delivered(HeldWork<Void> held, Sending sent, Instant now) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("""
                        UPDATE escalation_delivery
                           SET state = 'DELIVERED', delivered_at = now(), problem = NULL, attempts = $2
                         WHERE delivery_id = $1""")
                .execute(Tuple.of(UUID.fromString(held.item()), held.attempt()))
                .chain(() -> tellEnd(transaction, sent, now))
                .chain(() -> deliveries.work().finish(transaction, held)));
    }

    private Uni<Void> tellEnd(SqlConnection transaction, Sending sent, Instant now) {
        var notice = sent.delivery().notice();
        if (notice.kind() == Kind.RESOLVED) {
            return Uni.createFrom().voidItem();
        }
        var receiver = sent.delivery().receiver();
        return transaction
                .preparedQuery("""
                        SELECT title FROM escalation WHERE escalation_id = $1 AND closed_as = 'RESOLVED' AND NOT EXISTS (
                            SELECT FROM escalation_delivery
                             WHERE escalation_id = $1 AND channel = $2 AND name = $3 AND kind = 'RESOLVED')
                           FOR UPDATE""")
                .execute(Tuple.of(notice.escalationId(), receiver.channel().name(), receiver.name()))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : deliveries.insert(
                                transaction,
                                new Message(
                                        notice.escalationId(),
                                        Kind.RESOLVED,
                                        0,
                                        Severity.valueOf(notice.cause().severity()),
                                        notice.cause().title(),
                                        now),
                                receiver));
    }

    /** An alert was taken and fires; it is told again at {@code next}. */
    Uni<Void> fires(HeldWork<Void> held, Instant next) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("""
                        UPDATE escalation_delivery
                           SET state = 'DELIVERED', delivered_at = coalesce(delivered_at, now()), problem = NULL,
                               attempts = attempts + $2
                         WHERE delivery_id = $1""")
                .execute(Tuple.of(UUID.fromString(held.item()), held.attempt()))
                .chain(() -> deliveries.work().again(transaction, held, null, next)));
    }

    /** An alert is over, and its Alertmanager knows. */
    Uni<Void> ended(HeldWork<Void> held) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("UPDATE escalation_delivery SET attempts = attempts + $2 WHERE delivery_id = $1")
                .execute(Tuple.of(UUID.fromString(held.item()), held.attempt()))
                .chain(() -> deliveries.work().finish(transaction, held)));
    }

    /** It needs not be sent any more. This attempt does not count: nothing was sent. */
    Uni<Void> cancel(HeldWork<Void> held, String reason) {
        return end(held, "CANCELLED", reason, held.attempt() - 1);
    }

    Uni<Void> giveUp(HeldWork<Void> held, String problem) {
        return end(held, "DEAD", problem, held.attempt());
    }

    private Uni<Void> end(HeldWork<Void> held, String state, String problem, int attempts) {
        return pool.withTransaction(transaction -> transaction
                .preparedQuery("""
                        UPDATE escalation_delivery SET state = $2, problem = $3, attempts = $4
                         WHERE delivery_id = $1 AND (state = 'PENDING' OR channel = 'ALERTMANAGER')""")
                .execute(Tuple.of(UUID.fromString(held.item()), state, problem, attempts))
                .chain(() -> deliveries.work().finish(transaction, held)));
    }

    static Receiver receiver(Row row) {
        var form = row.getString("form");
        return new Receiver(
                Channel.valueOf(row.getString("channel")),
                row.getString("name"),
                form == null
                        ? null
                        : new Channels.Terms(
                                Channels.Form.valueOf(form), row.getBoolean("unsigned"), row.getString("credentials")));
    }

    private static Sending sending(Row row) {
        var told = row.getString("told_severity");
        var current = row.getString("current_severity");
        var severity = told == null ? current : told;
        var title = row.getString("told_title");
        var cause = new Notice.Cause(
                row.getString("number"),
                row.getString("fingerprint"),
                severity,
                row.getString("component"),
                title == null ? row.getString("current_title") : title);
        var notice = new Notice(
                row.getUUID("escalation_id"),
                row.getString("system"),
                row.getString("rule"),
                row.getString("to_role"),
                cause,
                new Sentence(row.getString("reason"), row.getString("reason_german")),
                Kind.valueOf(row.getString("kind")),
                row.getInteger("repeat"),
                row.getOffsetDateTime("escalated_at").toInstant(),
                instant(row, "closed_at"));
        return new Sending(
                new Delivery(row.getUUID("delivery_id"), receiver(row), notice),
                row.getString("state").equals("DELIVERED"),
                row.getBoolean("replayed"),
                instant(row, "last_seen_at"),
                instant(row, "acknowledged_at"),
                !severity.equals(current));
    }

    private static Instant instant(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
