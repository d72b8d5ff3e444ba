package io.belastbar.rights.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a service's backbone does with Kafka, with the settings of its client that matter to an authorizer. */
public sealed interface BackboneStep {
    Duration LIMIT = Duration.ofSeconds(90);

    /** Ends when it is done; throws what the client says where it is refused. */
    void go(Map<String, Object> client) throws Exception;

    /** As the outbox's relay: idempotent, acknowledged by all. Dead letters go the same way. */
    record Publish(String topic) implements BackboneStep {
        @Override
        public void go(Map<String, Object> client) throws Exception {
            client.putAll(Map.of("acks", "all", "enable.idempotence", true, "max.block.ms", 60_000));
            var bytes = new ByteArraySerializer();
            try (var producer = new KafkaProducer<>(client, bytes, bytes)) {
                producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {2}))
                        .get();
            } catch (ExecutionException refused) {
                throw (Exception) refused.getCause();
            }
        }

        @Override
        public String toString() {
            return "publishes to " + topic;
        }
    }

    /** As the inbox: member of the service's group, committed transactions only, offsets after the effects. */
    record Consume(String topic, String group) implements BackboneStep {
        @Override
        public void go(Map<String, Object> client) {
            client.putAll(Map.of(
                    "group.id",
                    group,
                    "enable.auto.commit",
                    false,
                    "auto.offset.reset",
                    "earliest",
                    "isolation.level",
                    "read_committed",
                    "allow.auto.create.topics",
                    false,
                    "partition.assignment.strategy",
                    CooperativeStickyAssignor.class.getName()));
            var bytes = new ByteArrayDeserializer();
            try (var consumer = new KafkaConsumer<>(client, bytes, bytes)) {
                consumer.subscribe(List.of(topic));
                long deadline = System.nanoTime() + LIMIT.toNanos();
                var messages = consumer.poll(Duration.ofMillis(100));
                while (messages.isEmpty()) {
                    if (System.nanoTime() > deadline) {
                        throw new IllegalStateException("nothing came from " + topic);
                    }
                    messages = consumer.poll(Duration.ofMillis(100));
                }
                // Where it was: whoever comes next gets the same.
                consumer.commitSync(messages.partitions().stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> new OffsetAndMetadata(0))));
            }
        }

        @Override
        public String toString() {
            return "consumes " + topic + " in " + group;
        }
    }

    /** The step that needs this right; none is known for one that the backbone makes no use of. */
    static BackboneStep needing(AclBinding right, KafkaUser user) {
        String name = right.pattern().name();
        return switch (right.pattern().resourceType() + " " + right.entry().operation()) {
            case "TOPIC WRITE" -> new Publish(name);
            case "TOPIC READ" -> new Consume(name, user.groups().getFirst());
            case "GROUP READ" -> new Consume(user.topicsRead().getFirst(), name);
            default -> throw new IllegalArgumentException("no step of the backbone needs " + right);
        };
    }
}
