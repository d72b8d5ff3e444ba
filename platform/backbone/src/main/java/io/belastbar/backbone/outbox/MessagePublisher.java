package io.belastbar.backbone.outbox;

import io.belastbar.backbone.outbox.Deliveries.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Sends outbox messages to Kafka: acknowledged by all in-sync replicas, in the order of the calls, and nothing more after
 * the first failure.
 *
 * <p>An idempotent producer keeps the order while it retries, but once a batch has failed for good it goes on with the
 * next one. Therefore one request at a time goes to a broker, and the failure's callback closes the producer before the
 * next request can go.
 */
final class MessagePublisher implements AutoCloseable {

    /** What is told of each message that was sent before the first failure, and of that failure; from any thread. */
    interface Listener {
        void answered(Answer answer, String reason);
    }

    private static final Duration DELIVERY = Duration.ofSeconds(10);

    /** A broker that hangs is left for another after this time, when a new producer asks for its id and the partitions. */
    private static final Duration REQUEST = Duration.ofSeconds(3);

    /** The longest that the relay's thread waits for the partitions of a topic, or for room in the producer's buffer. */
    private static final Duration BLOCK = Duration.ofMillis(50);

    private static final Duration TRIAL_BLOCK = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private volatile boolean failed;

    MessagePublisher(Map<String, Object> kafka) {
        this.producer = producer(kafka, BLOCK);
    }

    /** Sends one message with a producer of its own and waits for what becomes of it, at most about 20 seconds. */
    static void tryOnce(Map<String, Object> kafka, OutboxMessage message, Listener listener) {
        try (MessagePublisher trial = new MessagePublisher(producer(kafka, TRIAL_BLOCK))) {
            trial.producer
                    .send(kafkaMessage(message))
                    .get(DELIVERY.multipliedBy(2).toSeconds(), TimeUnit.SECONDS);
            listener.answered(Answer.ACKNOWLEDGED, "");
        } catch (ExecutionException e) {
            listener.answered(answer(e.getCause()), e.getCause().toString());
        } catch (org.apache.kafka.common.KafkaException | java.util.concurrent.TimeoutException e) {
            listener.answered(Answer.SILENT, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private MessagePublisher(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** How many partitions a topic has: 0 if it does not exist or may not be asked about, -1 if Kafka does not say. */
    int partitions(String topic) {
        try {
            return producer.partitionsFor(topic).size();
        } catch (TimeoutException e) {
            return answer(e) == Answer.REFUSED ? 0 : -1;
        } catch (ApiException e) {
            return 0;
        } catch (IllegalStateException closed) {
            return -1;
        }
    }

    /** The partition into which the producer puts a message. */
    static int partition(OutboxMessage message, int partitions) {
        byte[] key = message.key() == null ? new byte[0] : message.key().bytes();
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /** Sends a message, unless one before it has failed. */
    void send(OutboxMessage message, Listener listener) {
        Thread caller = Thread.currentThread();
        if (failed) {
            return;
        }
        try {
            producer.send(kafkaMessage(message), (metadata, failure) -> settle(failure, listener, caller));
        } catch (IllegalStateException closed) {
            // By the callback of an earlier message's failure, which tells the listener.
        }
    }

    private void settle(Exception failure, Listener listener, Thread caller) {
        if (failure == null) {
            listener.answered(Answer.ACKNOWLEDGED, "");
        } else if (!failed) {
            failed = true;
            listener.answered(answer(failure), failure.toString());
            if (Thread.currentThread() == caller) {
                close();
            } else {
                producer.close(Duration.ZERO);
            }
        }
    }

    /** Gives up what is under way. Returns at once: closing may have to wait for a thread that resolves a host name. */
    @Override
    public void close() {
        failed = true;
        Thread.ofVirtual().name("outbox-relay-close").start(() -> producer.close(Duration.ZERO));
    }

    private static Answer answer(Throwable failure) {
        boolean silent = failure instanceof TimeoutException
                && !(failure.getCause() instanceof UnknownTopicOrPartitionException);
        return silent ? Answer.SILENT : Answer.REFUSED;
    }

    private static ProducerRecord<byte[], byte[]> kafkaMessage(OutboxMessage message) {
        byte[] key = message.key() == null ? null : message.key().bytes();
        ProducerRecord<byte[], byte[]> kafkaMessage = new ProducerRecord<>(message.topic(), key, message.data());
        message.headers().forEach(header -> kafkaMessage.headers().add(header.name(), header.value()));
        return kafkaMessage;
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> kafka, Duration block) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, block.toMillis());
        // Without it the first message of a round goes alone, and the others wait for its answer.
        config.put(ProducerConfig.LINGER_MS_CONFIG, 2L);
        // What the broker finds too large the client splits into batches of this size, without end if they are no
        // smaller:
        // it has to be below the max.message.bytes of every topic.
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
        // The outbox limits what it takes; leave room for the headers of an event.
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, OutboxMessage.DATA_BYTES_MAX + 40_000);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        // The client asks, and warns, about a missing topic each second until it forgets it.
        config.put(
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofMinutes(1).toMillis());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
