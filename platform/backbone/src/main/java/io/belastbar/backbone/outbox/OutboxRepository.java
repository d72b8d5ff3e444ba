package io.belastbar.backbone.outbox;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.envelope.HeaderJson;
import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessageText;
import io.belastbar.contracts.EventData;
import io.belastbar.jobs.trace.TraceParent;
import io.belastbar.jobs.trace.TracedTransaction;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

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
                INSERT INTO outbox_event (topic, key, binary_key, headers, data, created_at)
                SELECT topic, key, binary_key, headers::jsonb, data, $7
                  FROM unnest($2::text[], $3::text[], $4::bytea[], $5::text[], $6::bytea[])
                       WITH ORDINALITY AS message (topic, key, binary_key, headers, data, position),
                       (SELECT count(*) FROM locked) AS locks
                 ORDER BY position
            )
            SELECT CASE WHEN $8 THEN pg_notify('belastbar_outbox_' || current_schema(), '') END
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
        String trace = TraceParent.of(transaction);
        List<OutboxMessage> messages =
                events.stream().map(event -> message(event, now, trace)).toList();
        if (transaction instanceof Gathering gathering) {
            return Uni.createFrom().voidItem().invoke(() -> gathering.messages.addAll(messages));
        }
        return write(transaction, messages, HeaderJson::object);
    }

    /** Appends a message that is no event of ours: a copy of a dead letter. */
    public Uni<Void> appendCopy(SqlConnection transaction, OutboxMessage message) {
        return write(transaction, List.of(message), HeaderJson::list);
    }

    /**
     * Does work whose appends are written together, at its end.
     *
     * <p>One call takes the locks of all keys in one order, and nothing is waited for after it but the commit. So
     * transactions of many pieces of work, which append key by key as they come, cannot lock each other out.
     *
     * @param work gets the transaction to work with; what it appends to it is gathered
     */
    public <T> Uni<T> gathering(SqlConnection transaction, Function<SqlConnection, Uni<T>> work) {
        Gathering gathering = new Gathering(transaction, new ConcurrentLinkedQueue<>(), null);
        return work.apply(gathering)
                .call(() -> write(transaction, List.copyOf(gathering.messages), HeaderJson::object));
    }

    /**
     * A transaction that gathers, for work of this trace: what the work appends to it belongs to the trace. What runs on
     * the thread of a connection has no other way to know.
     */
    public static SqlConnection inTrace(SqlConnection transaction, Context trace) {
        return transaction instanceof Gathering gathering
                ? TraceParent.of(trace)
                        .<SqlConnection>map(text -> new Gathering(transaction, gathering.messages, text))
                        .orElse(transaction)
                : transaction;
    }

    private Uni<Void> write(
            SqlConnection transaction, List<OutboxMessage> messages, Function<List<MessageHeader>, String> headers) {
        if (messages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(APPEND)
                .execute(Tuple.tuple(parameters(messages, headers)))
                .replaceWithVoid();
    }

    private OutboxMessage message(EventData event, Instant now, String trace) {
        String id = UUID.randomUUID().toString();
        EventEnvelope envelope = new EventEnvelope(id, source, event.eventType(), event.partitionKey(), now, event);
        OutboxMessage message = OutboxMessage.of(envelope);
        return trace == null ? message : message.with(MessageHeader.of(TraceParent.HEADER, trace));
    }

    private List<Object> parameters(List<OutboxMessage> messages, Function<List<MessageHeader>, String> headers) {
        return List.of(
                messages.stream()
                        .map(message -> KeyStripe.of(message.topic(), message.key()))
                        .toArray(Integer[]::new),
                messages.stream().map(OutboxMessage::topic).toArray(String[]::new),
                messages.stream().map(OutboxRepository::key).toArray(String[]::new),
                messages.stream().map(OutboxRepository::binaryKey).toArray(Buffer[]::new),
                messages.stream().map(OutboxMessage::headers).map(headers).toArray(String[]::new),
                messages.stream().map(OutboxRepository::data).toArray(Buffer[]::new),
                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                throttle.due(System.nanoTime()));
    }

    private static String key(OutboxMessage message) {
        return message.key() == null
                ? null
                : MessageText.of(message.key().bytes()).orElse(null);
    }

    /** The key where it is no text. */
    private static Buffer binaryKey(OutboxMessage message) {
        boolean text = message.key() == null || key(message) != null;
        return text ? null : Buffer.buffer(message.key().bytes());
    }

    private static Buffer data(OutboxMessage message) {
        return message.data() == null ? null : Buffer.buffer(message.data());
    }

    /** A transaction like any other, but for what {@link #append} does with it. */
    private static final class Gathering extends SqlConnection implements TracedTransaction {

        private final Queue<OutboxMessage> messages;
        private final String trace;

        Gathering(SqlConnection transaction, Queue<OutboxMessage> messages, String trace) {
            super(transaction.getDelegate());
            this.messages = messages;
            this.trace = trace;
        }

        @Override
        public String traceparent() {
            return trace;
        }
    }
}
