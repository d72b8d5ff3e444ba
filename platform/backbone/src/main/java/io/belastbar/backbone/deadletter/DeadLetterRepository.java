package io.belastbar.backbone.deadletter;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.envelope.HeaderJson;
import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.envelope.MessageKey;
import io.belastbar.backbone.envelope.MessagePosition;
import io.belastbar.backbone.envelope.ReceivedMessage;
import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.backbone.retry.DatabaseClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps dead letters whole; their copies for others go through the outbox. Every call ends within the patience. */
@ApplicationScoped
public class DeadLetterRepository {

    // A letter that was replayed and fails again after all is open again.
    private static final String INSERT = """
            INSERT INTO dead_letter (topic, kafka_partition, kafka_offset, handler, key, headers, data, reason,
                                     exception, failed_at, event_source, event_id, identity)
            VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (identity) DO UPDATE
               SET reason = excluded.reason, exception = excluded.exception, failed_at = excluded.failed_at,
                   replayed_at = NULL, replayed_by = NULL
             WHERE dead_letter.replayed_at IS NOT NULL
            RETURNING id
            """;

    private static final String LIST = """
            SELECT id, topic, kafka_partition, kafka_offset, handler, key, headers::text,
                   substring(data FOR 10000) AS data, octet_length(data) AS data_bytes, reason, exception, failed_at,
                   replayed_at, replayed_by
              FROM dead_letter
             WHERE id < $1
             ORDER BY id DESC
             LIMIT $2
            """;

    private static final String FIND = """
            SELECT id, topic, kafka_partition, kafka_offset, handler, key, headers::text, data, replayed_at
              FROM dead_letter
             WHERE id = $1
            """;

    private static final String MARK_REPLAYED = """
            UPDATE dead_letter SET replayed_at = now(), replayed_by = $2
             WHERE id = $1 AND replayed_at IS NULL
            """;

    private static final String MARK_FAILED = """
            UPDATE dead_letter SET reason = $2, exception = $3, failed_at = $4
             WHERE id = $1 AND replayed_at IS NULL
            """;

    private final DatabaseClient database;
    private final OutboxRepository outbox;
    private final String consumerGroup;

    DeadLetterRepository(DatabaseClient database, OutboxRepository outbox, BackboneConfig config) {
        this.database = database;
        this.outbox = outbox;
        this.consumerGroup = config.consumerGroup();
    }

    /** Keeps a dead letter and publishes a copy of it; answers false for one that is kept already. */
    public Uni<Boolean> store(DeadLetter letter) {
        return database.inTransaction(transaction -> insert(letter, transaction)
                .call(isNew -> isNew
                        ? outbox.appendCopy(transaction, DeadLetterCopy.of(letter, consumerGroup))
                        : Uni.createFrom().voidItem()));
    }

    /** Keeps a dead letter whose copy cannot be published. */
    public Uni<Boolean> storeWithoutCopy(DeadLetter letter) {
        return database.inTransaction(transaction -> insert(letter, transaction));
    }

    /** The newest dead letters below this id. */
    public Uni<List<DeadLetterRow>> list(long belowId, int limit) {
        return query(LIST, Tuple.of(belowId, (long) limit)).map(DeadLetterRepository::rows);
    }

    /** One dead letter, whole. */
    public Uni<Optional<KeptLetter>> find(long id) {
        return query(FIND, Tuple.of(id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(kept(rows.iterator().next())));
    }

    /** Notes that a dead letter has taken effect. */
    public Uni<Void> markReplayed(long id, String principal) {
        return query(MARK_REPLAYED, Tuple.of(id, principal)).replaceWithVoid();
    }

    /** Notes why a replay failed; it stays a dead letter. */
    public Uni<Void> markFailed(long id, DeadLetter again) {
        OffsetDateTime failedAt = OffsetDateTime.ofInstant(again.failedAt(), ZoneOffset.UTC);
        return query(MARK_FAILED, Tuple.of(id, again.reason(), again.exception(), failedAt))
                .replaceWithVoid();
    }

    private Uni<RowSet<Row>> query(String sql, Tuple parameters) {
        return database.inTransaction(
                transaction -> transaction.preparedQuery(sql).execute(parameters));
    }

    private static Uni<Boolean> insert(DeadLetter letter, SqlConnection transaction) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.tuple(parameters(letter)))
                .map(inserted -> inserted.size() == 1);
    }

    private static List<Object> parameters(DeadLetter letter) {
        ReceivedMessage message = letter.message();
        List<Object> parameters = new ArrayList<>();
        parameters.add(message.topic());
        parameters.add(message.position().partition());
        parameters.add(message.position().offset());
        parameters.add(letter.handler());
        parameters.add(
                message.key() == null ? null : Buffer.buffer(message.key().bytes()));
        parameters.add(HeaderJson.list(message.headers()));
        parameters.add(message.data() == null ? null : Buffer.buffer(message.data()));
        parameters.add(letter.reason());
        parameters.add(letter.exception());
        parameters.add(OffsetDateTime.ofInstant(letter.failedAt(), ZoneOffset.UTC));
        parameters.add(letter.eventSource().orElse(null));
        parameters.add(letter.eventId().orElse(null));
        parameters.add(Buffer.buffer(letter.identity()));
        return parameters;
    }

    private static List<DeadLetterRow> rows(RowSet<Row> rows) {
        List<DeadLetterRow> letters = new ArrayList<>();
        rows.forEach(row -> letters.add(row(row)));
        return letters;
    }

    private static DeadLetterRow row(Row row) {
        byte[] key = bytes(row, "key");
        byte[] data = bytes(row, "data");
        OffsetDateTime replayedAt = row.getOffsetDateTime("replayed_at");
        return new DeadLetterRow(
                row.getLong("id"),
                row.getString("topic"),
                row.getInteger("kafka_partition"),
                row.getLong("kafka_offset"),
                row.getString("handler"),
                key == null ? null : DeadLetterRow.readable(key),
                key != null && !DeadLetterRow.isText(key),
                headers(row).stream().map(DeadLetterRow.Header::of).toList(),
                data == null ? null : new String(data, StandardCharsets.UTF_8),
                row.getInteger("data_bytes"),
                row.getString("reason"),
                row.getString("exception"),
                row.getOffsetDateTime("failed_at").toInstant(),
                replayedAt == null ? null : replayedAt.toInstant(),
                row.getString("replayed_by"));
    }

    private static KeptLetter kept(Row row) {
        byte[] key = bytes(row, "key");
        MessagePosition position = new MessagePosition(
                row.getString("topic"), row.getInteger("kafka_partition"), row.getLong("kafka_offset"), null);
        ReceivedMessage message = new ReceivedMessage(
                position, key == null ? null : new MessageKey(key), headers(row), bytes(row, "data"));
        boolean replayed = row.getOffsetDateTime("replayed_at") != null;
        return new KeptLetter(row.getLong("id"), message, row.getString("handler"), replayed);
    }

    private static List<MessageHeader> headers(Row row) {
        return HeaderJson.read(row.getString("headers"));
    }

    private static byte[] bytes(Row row, String column) {
        Buffer bytes = row.get(Buffer.class, column);
        return bytes == null ? null : bytes.getBytes();
    }
}
