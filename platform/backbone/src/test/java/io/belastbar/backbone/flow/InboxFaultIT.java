package io.belastbar.backbone.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.deadletter.DeadLetterRepository;
import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.backbone.inbox.InboxLaneJob;
import io.belastbar.backbone.inbox.InboxMetrics;
import io.belastbar.backbone.inbox.InboxRepository;
import io.belastbar.backbone.inbox.RoutingHandler;
import io.belastbar.backbone.inbox.kafka.InboxConsumer;
import io.belastbar.backbone.inbox.kafka.InboxKafkaConfig;
import io.belastbar.contracts.Topic;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What hangs, is held up, leaves, or is cut off: the inbox goes on as soon as it can, and applies each event once. */
@QuarkusTest
class InboxFaultIT {

    private static final int KEYS = 12;
    private static final int EVENTS_A_KEY = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Inject
    EventFlow flow;

    @Inject
    Pool pool;

    @Inject
    RoutingHandler handlers;

    @Inject
    InboxRepository inbox;

    @Inject
    DeadLetterRepository deadLetters;

    @Inject
    BackboneConfig config;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Inject
    MeterRegistry metrics;

    private final String key = EventFlow.newKey();
    private long lettersBefore;

    @BeforeEach
    void everythingIsWell() {
        lettersBefore = flow.count("SELECT count(*) FROM dead_letter");
        flow.commit(EventFlow.step(key, 0, "note"));
        flow.awaitLedger(key, 0);
    }

    @Test
    void aPostgresThatHangsCountsAsAwayAndTheMemberStaysInItsGroup() {
        TestInfrastructure.Server postgres = TestInfrastructure.current().postgres();
        try (ConsumerGroup group = new ConsumerGroup(kafka);
                ErrorLog log = new ErrorLog(InboxConsumer.class)) {
            Set<String> members = group.workingMembers();
            double retries = metrics.get("belastbar.inbox.retries").counter().count();

            postgres.pause();
            try {
                send(1, 2, 3);
                await().atMost(PATIENCE)
                        .until(() ->
                                metrics.get("belastbar.inbox.retries").counter().count() > retries);
                await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .statusCode(503)
                        .body(
                                "checks.find { it.name == 'inbox' }.data.PostgreSQL",
                                startsWith("has not answered for")));
                given().get("/q/health/live").then().statusCode(200);
            } finally {
                postgres.resume();
            }

            flow.awaitLedger(key, 0, 1, 2, 3);
            assertThat(group.workingMembers()).isEqualTo(members);
            assertThat(log.errors()).isEmpty();
        }
        assertNoDeadLetters();
    }

    @Test
    void aLaneThatStandsStillAtALockMakesTheLagGrowAndLivenessRedAndGoesOnWhenItIsReleased() {
        var holder = pool.getConnection().await().atMost(PATIENCE);
        var held = holder.begin().await().atMost(PATIENCE);
        try {
            holder.query("LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE")
                    .execute()
                    .await()
                    .atMost(PATIENCE);
            send(1, 2, 3, 4, 5);
            await().atMost(PATIENCE).until(() -> lag() >= 5);
            send(6, 7, 8, 9, 10);
            await().atMost(PATIENCE).until(() -> lag() >= 10);

            await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/live")
                    .then()
                    .statusCode(503)
                    .body(
                            "checks.find { it.name == 'inbox' }.data.reason",
                            containsString(Topic.GAME_DAY_STEPS.topicName()),
                            "checks.find { it.name == 'inbox' }.data.reason",
                            containsString("lock timeout")));
        } finally {
            held.rollback().await().atMost(PATIENCE);
            holder.closeAndAwait();
        }

        flow.awaitLedger(key, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        await().atMost(PATIENCE)
                .untilAsserted(() -> given().get("/q/health/live").then().statusCode(200));
        await().atMost(PATIENCE).until(() -> lag() == 0);
        assertNoDeadLetters();
    }

    @Test
    void whileKafkaHangsTheLagIsUnknownAndOnlyTheHealthDataSaysSo() {
        TestInfrastructure.Server broker = TestInfrastructure.current().kafka();
        await().atMost(PATIENCE).until(() -> lag() == 0);

        broker.pause();
        try {
            await().atMost(PATIENCE).until(() -> Double.isNaN(lag()));
            given().get("/q/health/live").then().statusCode(200);
            await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body("checks.find { it.name == 'inbox' }.data.Kafka", startsWith("has not answered for")));
        } finally {
            broker.resume();
        }

        await().atMost(PATIENCE).until(() -> lag() == 0);
        send(1);
        flow.awaitLedger(key, 0, 1);
    }

    @Test
    void twoConsumersOfOneGroupShareTheWorkAndOneMayLeaveUnderTraffic() throws Exception {
        SimpleMeterRegistry secondMetrics = new SimpleMeterRegistry();
        InboxConsumer second = second(kafka, secondMetrics);
        second.start();
        try (ConsumerGroup group = new ConsumerGroup(kafka);
                ErrorLog log = new ErrorLog(InboxConsumer.class);
                KeyWriters writers = writersOfTwo(group)) {
            writers.awaitWritten(KEYS * EVENTS_A_KEY / 2);
            await().atMost(PATIENCE).until(() -> applied(secondMetrics) > 0);
            second.close();
            writers.awaitEnd();

            awaitEachKeyInOrder(writers.keys());
            await().atMost(PATIENCE).until(() -> group.workingMembers().size() == 1);
            assertThat(log.errors()).as("an orderly end is no error").isEmpty();
        }
        assertNoDeadLetters();
    }

    @Tag("proof")
    @Test
    void aReplicaWhoseWayToKafkaHangsIsReplacedAndAppliesNothingTwice() throws Exception {
        SimpleMeterRegistry secondMetrics = new SimpleMeterRegistry();
        try (KafkaGate gate = new KafkaGate((String) kafka.get("bootstrap.servers"))) {
            Map<String, Object> throughTheGate = new HashMap<>(kafka);
            throughTheGate.put("bootstrap.servers", gate.bootstrapServer());
            InboxConsumer second = second(throughTheGate, secondMetrics);
            second.start();
            try (ConsumerGroup group = new ConsumerGroup(kafka);
                    KeyWriters writers = writersOfTwo(group)) {
                writers.awaitWritten(KEYS * EVENTS_A_KEY / 2);
                await().atMost(PATIENCE).until(() -> applied(secondMetrics) > 0);
                gate.freeze();
                writers.awaitEnd();

                awaitEachKeyInOrder(writers.keys());
                await().atMost(PATIENCE).until(() -> group.workingMembers().size() == 1);

                gate.thaw();
                await().atMost(PATIENCE).until(() -> group.workingMembers().size() == 2);
                awaitEachKeyInOrder(writers.keys());
            } finally {
                second.close();
            }
        }
        assertNoDeadLetters();
    }

    private InboxConsumer second(Map<String, Object> connection, MeterRegistry registry) {
        InboxLaneJob lane = new InboxLaneJob(handlers, inbox, deadLetters, new InboxMetrics(registry), config.inbox());
        Map<String, Object> consumer = InboxKafkaConfig.of(
                connection, config.consumerGroup(), config.inbox().batchSize());
        return new InboxConsumer(consumer, handlers, lane, config.inbox().lanes());
    }

    private KeyWriters writersOfTwo(ConsumerGroup group) {
        await().atMost(PATIENCE).until(() -> group.workingMembers().size() == 2);
        return new KeyWriters(flow, KEYS, EVENTS_A_KEY);
    }

    private void send(int... sequences) {
        for (int sequence : sequences) {
            flow.send(
                    Topic.GAME_DAY_STEPS.topicName(),
                    key.getBytes(),
                    KafkaMessages.headers(UUID.randomUUID().toString(), "game-day.step.v1"),
                    EventJson.write(EventFlow.step(key, sequence, "note")));
        }
    }

    private void awaitEachKeyInOrder(List<String> keys) {
        for (String each : keys) {
            await().atMost(PATIENCE)
                    .until(() -> flow.count("SELECT count(*) FROM ledger WHERE key = $1", each) >= EVENTS_A_KEY);
            assertThat(flow.ledger(each)).containsExactlyElementsOf(KeyWriters.sequences(EVENTS_A_KEY));
        }
    }

    private void assertNoDeadLetters() {
        assertThat(flow.count("SELECT count(*) FROM dead_letter")).isEqualTo(lettersBefore);
    }

    private double lag() {
        return metrics.get("belastbar.inbox.lag").gauge().value();
    }

    private static double applied(MeterRegistry registry) {
        return registry.find("belastbar.inbox.applied").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
