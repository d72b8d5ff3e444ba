package io.belastbar.backbone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.outbox.OutboxRepository;
import io.belastbar.contracts.GameDayStep;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the tests do and see: write events, read the ledger, look into topics. */
@ApplicationScoped
public class EventFlow {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Pool pool;
    private final OutboxRepository outbox;
    private final Map<String, Object> kafka;

    EventFlow(Pool pool, OutboxRepository outbox, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.pool = pool;
        this.outbox = outbox;
        this.kafka = kafka;
    }

    public static String newKey() {
        return "gd-" + UUID.randomUUID();
    }

    public static GameDayStep step(String key, int sequence, String action) {
        return new GameDayStep(
                key, "smartbav", sequence, action, "INJECTED", "smartbav-insurer", Instant.EPOCH, "operator", Map.of());
    }

    void commit(GameDayStep... steps) {
        pool.withTransaction(transaction -> outbox.append(transaction, List.of(steps)))
                .await()
                .atMost(PATIENCE);
    }

    void roll(GameDayStep step) {
        var transaction = pool.getConnection().await().atMost(PATIENCE);
        try {
            var begun = transaction.begin().await().atMost(PATIENCE);
            outbox.append(transaction, step).await().atMost(PATIENCE);
            begun.rollback().await().atMost(PATIENCE);
        } finally {
            transaction.closeAndAwait();
        }
    }

    List<Integer> ledger(String key) {
        List<Integer> sequences = new ArrayList<>();
        query("SELECT sequence FROM ledger WHERE key = $1 ORDER BY position", key)
                .forEach(row -> sequences.add(row.getInteger(0)));
        return sequences;
    }

    public void awaitLedger(String key, Integer... sequences) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ledger(key)).containsExactly(sequences));
    }

    public long count(String sql, Object... parameters) {
        return query(sql, parameters).iterator().next().getLong(0);
    }

    RowSet<Row> query(String sql, Object... parameters) {
        return pool.preparedQuery(sql).execute(Tuple.from(parameters)).await().atMost(PATIENCE);
    }

    /** Sends a message past the outbox, as a producer of another make would. */
    public void send(String topic, byte[] key, List<MessageHeader> headers, byte[] data) {
        send(kafka, topic, key, headers, data);
    }

    /** The same for more than a megabyte that becomes less on the way. */
    void sendCompressed(String topic, byte[] key, List<MessageHeader> headers, byte[] data) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put("compression.type", "gzip");
        config.put("max.request.size", 10_000_000);
        send(config, topic, key, headers, data);
    }

    /** The headers and value of the message with this key, waited for. */
    public Map<String, String> awaitMessage(String topic, String key) {
        ConsumerRecord<byte[], byte[]> message = awaitRecord(topic, key.getBytes());
        Map<String, String> found = new HashMap<>();
        message.headers().forEach(header -> found.put(header.key(), new String(header.value())));
        found.put("value", new String(message.value()));
        return found;
    }

    /** The message with this key, waited for. */
    ConsumerRecord<byte[], byte[]> awaitRecord(String topic, byte[] key) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put("group.id", "test-" + UUID.randomUUID());
        config.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            return await().atMost(PATIENCE).until(() -> poll(consumer, key), found -> found != null);
        }
    }

    private static ConsumerRecord<byte[], byte[]> poll(KafkaConsumer<byte[], byte[]> consumer, byte[] key) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
            if (Arrays.equals(key, message.key())) {
                return message;
            }
        }
        return null;
    }

    private static void send(
            Map<String, Object> config, String topic, byte[] key, List<MessageHeader> headers, byte[] data) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, key, data);
            headers.forEach(header -> message.headers().add(header.name(), header.value()));
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
