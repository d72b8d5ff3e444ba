package io.belastbar.faulttolerance.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.contracts.CircuitBreakerTransitioned;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Tells Kafka about transitions: CloudEvents 1.0, binary mode. It never blocks the caller and keeps at most
 * {@value #WAITING_MAX} events; what Kafka does not take within seconds is dropped, logged and counted. A transition is
 * news, not state: the next one, and the status endpoint, tell the truth again.
 */
public class TransitionPublisher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TransitionPublisher.class);
    private static final int WAITING_MAX = 256;

    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(
            0, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), TransitionPublisher::thread);
    private final Map<String, Object> kafka;
    private final String source;
    private final ObjectMapper json;
    private final Runnable onDropped;
    private final Duration takenWithin;
    private volatile Producer<String, byte[]> producer;

    /**
     * @param kafka the application's settings of Kafka clients: addresses, TLS, SASL
     * @param takenWithin how long one event may wait for Kafka
     */
    public TransitionPublisher(
            Map<String, Object> kafka, String source, ObjectMapper json, Runnable onDropped, Duration takenWithin) {
        this.kafka = kafka;
        this.source = source;
        this.json = json;
        this.onDropped = onDropped;
        this.takenWithin = takenWithin;
    }

    public void publish(CircuitBreakerTransitioned event) {
        try {
            sender.execute(() -> send(event));
        } catch (RejectedExecutionException noPlace) {
            dropped(event, "too much is waiting for Kafka, or the application stops");
        }
    }

    private void send(CircuitBreakerTransitioned event) {
        try {
            producer().send(message(event), (metadata, failure) -> {
                if (failure != null) {
                    dropped(event, failure.toString());
                }
            });
        } catch (KafkaException | IllegalStateException failure) {
            dropped(event, failure.toString());
        }
    }

    private void dropped(CircuitBreakerTransitioned event, String reason) {
        onDropped.run();
        LOG.warnf("breaker transition not published: breaker=%s to=%s reason=%s", event.breaker(), event.to(), reason);
    }

    private ProducerRecord<String, byte[]> message(CircuitBreakerTransitioned event) {
        String topic = event.eventType().topic().topicName();
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, event.partitionKey(), bytes(event));
        Map<String, String> attributes = Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                UUID.randomUUID().toString(),
                "ce_source",
                source,
                "ce_type",
                event.eventType().typeName(),
                "ce_time",
                event.at().toString(),
                "content-type",
                "application/json");
        attributes.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    private byte[] bytes(CircuitBreakerTransitioned event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + event, e);
        }
    }

    /** On the sender's thread only: a producer costs threads and memory, most applications never open a breaker. */
    private Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /**
     * Not idempotent: such a producer waits for Kafka even while it is closed. Consumers know an event that comes twice
     * by its id, and one request at a time keeps the order.
     */
    private Map<String, Object> settings() {
        int millis = (int) takenWithin.toMillis();
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "belastbar-breaker-transitions");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis * 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0L);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1_048_576L);
        return settings;
    }

    /** Interrupts an event that waits for Kafka; those behind it are dropped, as after any other end. */
    @Override
    public void close() {
        sender.shutdownNow().forEach(waiting -> onDropped.run());
        try {
            sender.awaitTermination(takenWithin.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "breaker-transitions");
        thread.setDaemon(true);
        return thread;
    }
}
