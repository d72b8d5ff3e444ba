package io.belastbar.reliability;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.running.RunningPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What Kafka holds of the writes, read from the topic itself. */
final class Published {
    private static final String TOPIC = "belastbar.capacity-forecasts";
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Published() {}

    /** Different events of the drill's system, by metric. */
    static Map<String, Integer> read(RunningPlatform platform) throws IOException {
        Map<String, Set<String>> ids = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(
                platform.kafka("budget"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> event : consumer.poll(POLL)) {
                    count(event, ids);
                }
            }
        }
        return ids.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .size()));
    }

    private static void count(ConsumerRecord<byte[], byte[]> event, Map<String, Set<String>> ids) throws IOException {
        var data = JSON.readTree(event.value());
        if (data.path("system").asText().equals(Writers.SYSTEM)) {
            String id = new String(event.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
            ids.computeIfAbsent(data.path("metric").asText(), metric -> new HashSet<>())
                    .add(id);
        }
    }
}
