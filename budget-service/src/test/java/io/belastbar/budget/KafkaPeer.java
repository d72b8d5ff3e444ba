package io.belastbar.budget;

import io.belastbar.backbone.envelope.CloudEventHeaders;
import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.contracts.EventData;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.Topic;
import io.belastbar.embedded.testing.TestInfrastructure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Another service on the topics: publishes as loadtest-service does, reads as profiling-service does. */
public final class KafkaPeer implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public KafkaPeer() {
        var settings = TestInfrastructure.kafkaClient();
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        settings.put("auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = List.of(Topic.BUDGET_EVALUATIONS, Topic.FINDINGS).stream()
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    public void publish(String eventId, EventData data) {
        var source = URI.create("/belastbar/loadtest-service");
        var event = new EventEnvelope(eventId, source, data.eventType(), data.partitionKey(), Instant.EPOCH, data);
        var message = new ProducerRecord<>(data.eventType().topic().topicName(), event.key(), EventJson.write(data));
        CloudEventHeaders.of(event).forEach(header -> message.headers().add(header.name(), header.value()));
        producer.send(message);
        producer.flush();
    }

    /** Everything of a type that was published so far and belongs to a run. */
    public <T extends EventData> List<T> published(EventType type, Class<T> dataClass) {
        consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
        return seen.stream()
                .filter(message -> type.typeName()
                        .equals(new String(
                                message.headers()
                                        .lastHeader(CloudEventHeaders.TYPE)
                                        .value(),
                                StandardCharsets.UTF_8)))
                .map(message -> dataClass.cast(EventJson.read(type, message.value())))
                .toList();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }
}
