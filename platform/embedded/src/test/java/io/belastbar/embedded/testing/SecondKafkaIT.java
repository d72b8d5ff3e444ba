package io.belastbar.embedded.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A topic with one partition on each of two brokers: what is left of it when the second is away, or hangs. */
@Tag("proof")
class SecondKafkaIT {
    private static final String TOPIC = "two-brokers";
    /** For what succeeds. */
    private static final int PATIENCE_MS = 60_000;
    /** For what nobody takes. */
    private static final int IMPATIENCE_MS = 3_000;

    private final TestInfrastructure.Server second =
            TestInfrastructure.current().secondKafka();
    private Admin admin;

    @BeforeEach
    void startSecondBroker() throws Exception {
        second.start();
        admin = Admin.create(TestInfrastructure.kafkaClient());
        admin.createTopics(List.of(new NewTopic(TOPIC, Map.of(0, List.of(1), 1, List.of(2)))))
                .all()
                .get();
    }

    @AfterEach
    void removeSecondBroker() throws Exception {
        admin.deleteTopics(List.of(TOPIC)).all().get();
        admin.close();
        second.stop();
    }

    @Test
    void partitionOfABrokerThatWasStoppedHasNoLeaderAndTheOtherTakesRecords() throws Exception {
        send(0);
        send(1);

        second.stop();

        assertThat(leader(0)).isEqualTo(1);
        awaitNoLeader(1);
        send(0);
        assertThatThrownBy(() -> send(1, IMPATIENCE_MS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);

        second.start();
        send(1);
    }

    @Test
    void brokerThatHangsTakesNothingUntilItGoesOn() throws Exception {
        send(1);

        second.pause();
        send(0);
        assertThatThrownBy(() -> send(1, IMPATIENCE_MS)).hasCauseInstanceOf(TimeoutException.class);

        second.resume();
        send(1);
    }

    @Test
    void groupsDoNotDependOnTheSecondBroker() throws Exception {
        var offsets = admin.describeTopics(List.of("__consumer_offsets"))
                .allTopicNames()
                .get()
                .get("__consumer_offsets");

        assertThat(offsets.partitions())
                .allMatch(partition -> partition.leader().id() == 1);
    }

    private int leader(int partition) throws Exception {
        var topic = admin.describeTopics(List.of(TOPIC)).allTopicNames().get().get(TOPIC);
        var leader = topic.partitions().get(partition).leader();
        return leader == null ? -1 : leader.id();
    }

    /** The controller takes note of who ended, and tells the brokers. */
    private void awaitNoLeader(int partition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (leader(partition) != -1) {
            assertThat(System.nanoTime()).as("a leader of " + partition).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void send(int partition) throws Exception {
        send(partition, PATIENCE_MS);
    }

    private static void send(int partition, int limitMs) throws Exception {
        var settings = TestInfrastructure.kafkaClient();
        settings.putAll(
                Map.of("max.block.ms", limitMs, "request.timeout.ms", limitMs - 1_000, "delivery.timeout.ms", limitMs));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, partition, "key", "value"))
                    .get(120, TimeUnit.SECONDS);
        }
    }
}
