package io.belastbar.backbone.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends outbox messages to Kafka: idempotent, acknowledged by all in-sync replicas, in the order of the calls. */
final class MessagePublisher implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;

    MessagePublisher(Map<String, Object> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A batch that expired could be overtaken by the next one. So none expires: the producer retries until the
        // broker is back, and the relay waits with it.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000L);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0L);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
        // The outbox limits the data; leave room for headers.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, OutboxMessage.DATA_BYTES_MAX + 40_000);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /** Hands a message to the producer; the future ends when Kafka has it, or fails when it never will. */
    Future<RecordMetadata> send(OutboxMessage message) {
        ProducerRecord<String, byte[]> kafkaMessage =
                new ProducerRecord<>(message.topic(), message.key(), message.data());
        message.headers()
                .forEach((name, value) -> kafkaMessage.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return producer.send(kafkaMessage);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
