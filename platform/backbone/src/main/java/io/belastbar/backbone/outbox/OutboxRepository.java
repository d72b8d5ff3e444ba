package io.belastbar.backbone.outbox;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.contracts.EventData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/**
 * Writes events beside the state that they tell of, in the caller's transaction: either both happen or neither.
 *
 * <p>Kafka is not asked, so a broker that is away never stops a writer. Transactions that append events of the same key
 * take turns from the append to the commit; that makes the order of delivery the order of commit.
 */
@ApplicationScoped
public class OutboxRepository {

    // The count over the locks is joined so that the sequences are drawn after the locks are held.
    private static final String APPEND = """
            WITH locked AS MATERIALIZED (
                SELECT pg_advisory_xact_lock(hashtext('belastbar.outbox.key.' || current_schema()), stripe)
                  FROM (SELECT DISTINCT stripe FROM unnest($1::int[]) AS stripe ORDER BY stripe) AS stripes
            ), appended AS (
                INSERT INTO outbox_event (topic, key, headers, data, created_at)
                SELECT topic, key, headers::jsonb, data, $6
                  FROM unnest($2::text[], $3::text[], $4::text[], $5::bytea[])
                       WITH ORDINALITY AS message (topic, key, headers, data, position),
                       (SELECT count(*) FROM locked) AS locks
                 ORDER BY position
            )
            SELECT CASE WHEN $7 THEN pg_notify('belastbar_outbox_' || current_schema(), '') END
            """;

    private final URI source;
    private final Clock clock;
    private final NotifyThrottle throttle;

    OutboxRepository(BackboneConfig config) {
        this.source = config.source();
        this.clock = Clock.systemUTC();
        this.throttle = new NotifyThrottle(System.nanoTime());
    }

    /** Appends one event; it is published after the transaction commits, and not at all if it rolls back. */
    public Uni<Void> append(SqlConnection transaction, EventData event) {
        return append(transaction, List.of(event));
    }

    /** Appends events in this order. */
    public Uni<Void> append(SqlConnection transaction, List<? extends EventData> events) {
        Instant now = clock.instant();
        return appendMessages(
                transaction, events.stream().map(event -> message(event, now)).toList());
    }

    /** Appends messages that are on their way already: dead letters, and their replay. */
    public Uni<Void> appendMessages(SqlConnection transaction, List<OutboxMessage> messages) {
        if (messages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(APPEND)
                .execute(Tuple.tuple(parameters(messages)))
                .replaceWithVoid();
    }

    private OutboxMessage message(EventData event, Instant now) {
        String id = UUID.randomUUID().toString();
        return OutboxMessage.of(new EventEnvelope(id, source, event.eventType(), event.partitionKey(), now, event));
    }

    private List<Object> parameters(List<OutboxMessage> messages) {
        return List.of(
                messages.stream()
                        .map(message -> KeyStripe.of(message.topic(), message.key()))
                        .toArray(Integer[]::new),
                messages.stream().map(OutboxMessage::topic).toArray(String[]::new),
                messages.stream().map(OutboxMessage::key).toArray(String[]::new),
                messages.stream().map(OutboxRepository::headers).toArray(String[]::new),
                messages.stream().map(OutboxRepository::data).toArray(Buffer[]::new),
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                throttle.due(System.nanoTime()));
    }

    private static String headers(OutboxMessage message) {
        return new JsonObject(new LinkedHashMap<>(message.headers())).encode();
    }

    private static Buffer data(OutboxMessage message) {
        return message.data() == null ? null : Buffer.buffer(message.data());
    }
}
