package io.belastbar.backbone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.outbox.OutboxMetrics;
import io.belastbar.backbone.outbox.OutboxRelayJob;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What does not answer, or says no, holds up nothing else; and its own events come in order once it is back. */
@QuarkusTest
class RelayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Inject
    EventFlow flow;

    @Inject
    Pool pool;

    @Inject
    BackboneConfig backbone;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Inject
    MeterRegistry metrics;

    private final String topic = "relay-" + UUID.randomUUID();
    private Admin admin;

    @BeforeEach
    void openAdmin() {
        admin = Admin.create(new HashMap<>(kafka));
    }

    @AfterEach
    void closeAdmin() {
        admin.close();
    }

    @Test
    void whatComesAfterARefusedMessageOfItsKeyWaitsForItAndOthersDoNot() throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1).configs(Map.of("max.message.bytes", "70000"))))
                .all()
                .get();
        String key = keyOf(0, 4);
        String other = keyOf(1, 4);

        append(key, 1, 1, 90_000);
        append(key, 2, 9, 10);
        append(other, 1, 200, 10);

        await().atMost(PATIENCE).until(() -> pending(other) == 0);
        await().atMost(PATIENCE).until(() -> parked(key) == 9);
        append(other, 201, 220, 10);
        flow.commit(EventFlow.step(key, 1, "note"));
        flow.awaitLedger(key, 1);
        await().atMost(PATIENCE).until(() -> pending(other) == 0);
        assertThat(pending(key)).isEqualTo(9);
        assertThat(read().get(key)).as("nothing overtook it").isNull();

        var raise = new AlterConfigOp(new ConfigEntry("max.message.bytes", "100000"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(raise)))
                .all()
                .get();

        await().atMost(PATIENCE).until(() -> pending(key) == 0);
        assertThat(firstCopies(key)).containsExactlyElementsOf(KeyWriters.sequences(9));
        assertThat(firstCopies(other)).containsExactlyElementsOf(KeyWriters.sequences(220));
    }

    @Test
    void aTopicThatDoesNotExistHoldsUpNoOtherAndGetsItsEventsOnceItDoes() throws Exception {
        String key = EventFlow.newKey();

        append(key, 1, 3_000, 10);
        flow.commit(EventFlow.step(key, 1, "note"));

        flow.awaitLedger(key, 1);
        await().atMost(PATIENCE).until(() -> parked(key) == 3_000);

        admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();

        await().atMost(PATIENCE).until(() -> pending(key) == 0);
        assertThat(firstCopies(key)).containsExactlyElementsOf(KeyWriters.sequences(3_000));
    }

    @Tag("proof")
    @Test
    void aPartitionWithoutLeaderHoldsUpNoOtherAndGetsItsEventsInOrderOnceItHasOne() throws Exception {
        TestInfrastructure.Server second = TestInfrastructure.current().secondKafka();
        second.start();
        try {
            admin.createTopics(List.of(new NewTopic(topic, Map.of(0, List.of(1), 1, List.of(2)))))
                    .all()
                    .get();
            String led = keyOf(0, 2);
            String leaderless = keyOf(1, 2);
            append(leaderless, 1, 5, 10);
            append(led, 1, 5, 10);
            await().atMost(PATIENCE).until(() -> pending(led) + pending(leaderless) == 0);

            second.stop();
            append(leaderless, 6, 4_000, 10);
            append(led, 6, 500, 10);
            String key = EventFlow.newKey();
            flow.commit(EventFlow.step(key, 1, "note"));

            flow.awaitLedger(key, 1);
            await().atMost(PATIENCE).until(() -> pending(led) == 0);
            assertThat(pending(leaderless)).isEqualTo(3_995);

            second.start();
            await().atMost(PATIENCE).until(() -> pending(leaderless) == 0);
            assertThat(firstCopies(leaderless)).containsExactlyElementsOf(KeyWriters.sequences(4_000));
            assertThat(firstCopies(led)).containsExactlyElementsOf(KeyWriters.sequences(500));
        } finally {
            admin.deleteTopics(List.of(topic)).all().get();
            second.stop();
        }
    }

    @Test
    void aReplicaThatIsCutOffFromKafkaGivesTheLeadToOneThatIsNot() throws Exception {
        SimpleMeterRegistry cutOffMetrics = new SimpleMeterRegistry();
        try (SilentNetwork network = new SilentNetwork()) {
            Map<String, Object> nowhere = new HashMap<>(kafka);
            nowhere.put("bootstrap.servers", network.address());
            OutboxRelayJob cutOff = new OutboxRelayJob(
                    pool, nowhere, backbone.relay(), new OutboxMetrics(cutOffMetrics, Clock.systemUTC()));
            cutOff.start();
            String key = EventFlow.newKey();
            try {
                FaultIT.awaitLead(flow, cutOffMetrics, metrics);

                flow.commit(EventFlow.step(key, 1, "note"), EventFlow.step(key, 2, "note"));

                flow.awaitLedger(key, 1, 2);
                assertThat(cutOffMetrics.get("belastbar.outbox.publish").timer().count())
                        .isZero();
            } finally {
                cutOff.close();
            }
        }
        await().atMost(PATIENCE).until(() -> leading(metrics) == 1);
    }

    @Test
    void aReplicaThatCannotResolveKafkaLeavesTheLeadToOneThatCan() {
        Map<String, Object> nowhere = new HashMap<>(kafka);
        nowhere.put("bootstrap.servers", "kafka.invalid:9092");
        SimpleMeterRegistry lostMetrics = new SimpleMeterRegistry();
        OutboxRelayJob lost =
                new OutboxRelayJob(pool, nowhere, backbone.relay(), new OutboxMetrics(lostMetrics, Clock.systemUTC()));
        lost.start();
        try {
            String key = EventFlow.newKey();
            for (int sequence = 1; sequence <= 5; sequence++) {
                flow.query(FaultIT.CUT_LEADER);
                flow.commit(EventFlow.step(key, sequence, "note"));
            }

            flow.awaitLedger(key, 1, 2, 3, 4, 5);
            assertThat(leading(lostMetrics)).isZero();
        } finally {
            lost.close();
        }
    }

    private void append(String key, int first, int last, int bytes) {
        append(flow, topic, key, first, last, bytes);
    }

    /** One row for each number, in one transaction, as the outbox would hold them. */
    static void append(EventFlow flow, String topic, String key, int first, int last, int bytes) {
        flow.query("""
                INSERT INTO outbox_event (topic, key, headers, data, created_at)
                SELECT $1, $2, jsonb_build_object('number', number::text), convert_to(repeat('x', $5), 'UTF8'), now()
                  FROM generate_series($3::int, $4::int) AS number ORDER BY number
                """, topic, key, first, last, bytes);
    }

    private long pending(String key) {
        return flow.count(
                "SELECT count(*) FROM outbox_event WHERE topic = $1 AND key = $2 AND published_at IS NULL", topic, key);
    }

    private long parked(String key) {
        return flow.count(
                "SELECT count(*) FROM outbox_event"
                        + " WHERE topic = $1 AND key = $2 AND published_at IS NULL AND waits_for <> ''",
                topic,
                key);
    }

    /** A key that Kafka puts into this partition. */
    static String keyOf(int partition, int partitions) {
        String key = EventFlow.newKey();
        while (Utils.toPositive(Utils.murmur2(key.getBytes())) % partitions != partition) {
            key = EventFlow.newKey();
        }
        return key;
    }

    private List<Integer> firstCopies(String key) {
        return List.copyOf(
                new LinkedHashSet<>(Optional.ofNullable(read().get(key)).orElse(List.of())));
    }

    /** The numbers of the topic's messages by key, from the first message to the last. */
    private Map<String, List<Integer>> read() {
        Map<String, List<Integer>> numbers = new LinkedHashMap<>();
        Map<String, Object> config = new HashMap<>(kafka);
        config.remove("group.id");
        config.put("enable.auto.commit", false);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    String number =
                            new String(message.headers().lastHeader("number").value());
                    numbers.computeIfAbsent(message.key(), key -> new ArrayList<>())
                            .add(Integer.valueOf(number));
                }
                return partitions.stream().allMatch(partition -> consumer.position(partition) >= end.get(partition));
            });
        }
        return numbers;
    }

    private static double leading(MeterRegistry registry) {
        return registry.get("belastbar.outbox.leading").gauge().value();
    }
}
