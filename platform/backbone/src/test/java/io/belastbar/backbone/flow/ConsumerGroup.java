package io.belastbar.backbone.flow;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;

/** The inbox's consumer group as Kafka sees it. */
final class ConsumerGroup implements AutoCloseable {

    private static final String NAME = "backbone-test";

    private final Admin admin;

    ConsumerGroup(Map<String, Object> kafka) {
        this.admin = Admin.create(kafka);
    }

    /** The ids of the members that have partitions. */
    Set<String> workingMembers() {
        try {
            return admin.describeConsumerGroups(List.of(NAME)).describedGroups().get(NAME).get().members().stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
