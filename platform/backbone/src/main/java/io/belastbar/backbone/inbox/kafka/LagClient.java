package io.belastbar.backbone.inbox.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks Kafka how far the group is behind, on a connection of its own: the consumer knows only what it fetched last, and
 * fetches nothing while its lanes are busy. Not thread-safe; blocks its caller for a few seconds at most.
 */
final class LagClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<String, Object> config;
    private final String group;
    private Admin admin;

    LagClient(Map<String, Object> kafka, String group) {
        this.config = new HashMap<>(kafka);
        this.config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.config.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
        this.group = group;
    }

    /**
     * How many messages of these partitions the group has not applied. Fails with a {@link KafkaException} where Kafka
     * does not answer in time.
     */
    long lag(Set<TopicPartition> partitions) throws InterruptedException {
        if (admin == null) {
            admin = Admin.create(config);
        }
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeIf(partition -> committed.get(partition) != null);
        // Who has committed nothing begins at the first message that there is.
        Map<TopicPartition, Long> applied = offsets(fresh, OffsetSpec.earliest());
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                applied.put(partition, offset.offset());
            }
        });
        return partitions.stream()
                .mapToLong(partition -> Math.max(0, ends.get(partition) - applied.get(partition)))
                .sum();
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> answer =
                partitions.isEmpty() ? Map.of() : get(admin.listOffsets(wanted).all());
        answer.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    private static <T> T get(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no answer within " + PATIENCE.multipliedBy(2), e);
        }
    }
}
