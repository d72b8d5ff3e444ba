package io.belastbar.backbone.deadletter;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.backbone.outbox.OutboxMessage;
import io.belastbar.backbone.outbox.OutboxRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps dead letters; what goes to Kafka (the dead letter, and its replay) goes through the outbox. */
@ApplicationScoped
public class DeadLetterRepository {

    private static final String INSERT = """
            INSERT INTO dead_letter
                   (topic, kafka_partition, kafka_offset, key, headers, data, reason, exception, failed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (topic, kafka_partition, kafka_offset) DO NOTHING
            RETURNING id
            """;

    private static final String LIST = """
            SELECT id, topic, kafka_partition, kafka_offset, key, headers, data, reason, exception, failed_at,
                   replayed_at, replayed_by
              FROM dead_letter
             WHERE id < $1
             ORDER BY id DESC
             LIMIT $2
            """;

    private static final String MARK_REPLAYED = """
            UPDATE dead_letter SET replayed_at = now(), replayed_by = $2
             WHERE id = $1 AND replayed_at IS NULL
            RETURNING topic, key, headers, data
            """;

    private static final String EXISTS = "SELECT 1 FROM dead_letter WHERE id = $1";

    /** What a request to replay came to. */
    public enum Replay {
        QUEUED,
        ALREADY_REPLAYED,
        UNKNOWN
    }

    private final Pool pool;
    private final OutboxRepository outbox;
    private final String consumerGroup;

    DeadLetterRepository(Pool pool, OutboxRepository outbox, BackboneConfig config) {
        this.pool = pool;
        this.outbox = outbox;
        this.consumerGroup = config.consumerGroup();
    }

    /** Keeps a dead letter and publishes it; does nothing for a message that is kept already. */
    public Uni<Void> store(DeadLetter letter) {
        return pool.withTransaction(transaction -> store(letter, transaction));
    }

    /** The newest dead letters below this id. */
    public Uni<List<DeadLetterRow>> list(long belowId, int limit) {
        return pool.preparedQuery(LIST).execute(Tuple.of(belowId, (long) limit)).map(DeadLetterRepository::rows);
    }

    /** Sends a dead letter to its topic again, with its first id: consumers that applied it will not apply it again. */
    public Uni<Replay> replay(long id, String principal) {
        return pool.withTransaction(transaction -> replay(id, principal, transaction));
    }

    private Uni<Void> store(DeadLetter letter, SqlConnection transaction) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.tuple(parameters(letter)))
                .chain(inserted -> publish(letter, inserted, transaction));
    }

    private Uni<Void> publish(DeadLetter letter, RowSet<Row> inserted, SqlConnection transaction) {
        if (inserted.size() == 0) {
            return Uni.createFrom().voidItem();
        }
        return outbox.appendMessages(transaction, List.of(letter.toMessage(consumerGroup)));
    }

    private Uni<Replay> replay(long id, String principal, SqlConnection transaction) {
        return transaction
                .preparedQuery(MARK_REPLAYED)
                .execute(Tuple.of(id, principal))
                .chain(marked -> marked.size() == 1 ? publishAgain(marked, transaction) : refuse(id, transaction));
    }

    private Uni<Replay> publishAgain(RowSet<Row> marked, SqlConnection transaction) {
        Row row = marked.iterator().next();
        OutboxMessage message =
                new OutboxMessage(row.getString("topic"), row.getString("key"), headers(row), bytes(row));
        return outbox.appendMessages(transaction, List.of(message)).replaceWith(Replay.QUEUED);
    }

    private static Uni<Replay> refuse(long id, SqlConnection transaction) {
        return transaction
                .preparedQuery(EXISTS)
                .execute(Tuple.of(id))
                .map(found -> found.size() == 1 ? Replay.ALREADY_REPLAYED : Replay.UNKNOWN);
    }

    private static List<Object> parameters(DeadLetter letter) {
        ReceivedMessage message = letter.message();
        List<Object> parameters = new ArrayList<>();
        parameters.add(message.topic());
        parameters.add(message.partition());
        parameters.add(message.offset());
        parameters.add(message.key());
        parameters.add(new JsonObject(new HashMap<>(message.headers())));
        parameters.add(message.data() == null ? null : Buffer.buffer(message.data()));
        parameters.add(letter.reason());
        parameters.add(letter.exception());
        parameters.add(OffsetDateTime.ofInstant(letter.failedAt(), ZoneOffset.UTC));
        return parameters;
    }

    private static List<DeadLetterRow> rows(RowSet<Row> rows) {
        List<DeadLetterRow> letters = new ArrayList<>();
        rows.forEach(row -> letters.add(row(row)));
        return letters;
    }

    private static DeadLetterRow row(Row row) {
        byte[] data = bytes(row);
        OffsetDateTime replayedAt = row.getOffsetDateTime("replayed_at");
        return new DeadLetterRow(
                row.getLong("id"),
                row.getString("topic"),
                row.getInteger("kafka_partition"),
                row.getLong("kafka_offset"),
                row.getString("key"),
                headers(row),
                data == null ? null : new String(data, StandardCharsets.UTF_8),
                row.getString("reason"),
                row.getString("exception"),
                row.getOffsetDateTime("failed_at").toInstant(),
                replayedAt == null ? null : replayedAt.toInstant(),
                row.getString("replayed_by"));
    }

    private static Map<String, String> headers(Row row) {
        Map<String, String> headers = new HashMap<>();
        row.get(JsonObject.class, "headers")
                .forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        return headers;
    }

    private static byte[] bytes(Row row) {
        Buffer data = row.get(Buffer.class, "data");
        return data == null ? null : data.getBytes();
    }
}
