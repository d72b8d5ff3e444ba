package io.belastbar.backbone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.contracts.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeliveryIT {

    private static final String TOPIC = Topic.GAME_DAY_STEPS.topicName();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    EventFlow flow;

    @Inject
    LedgerHandler handler;

    @Inject
    MeterRegistry metrics;

    @Test
    void whatIsCommittedIsAppliedInOrder() {
        String key = EventFlow.newKey();

        flow.commit(EventFlow.step(key, 1, "note"), EventFlow.step(key, 2, "note"));
        flow.commit(EventFlow.step(key, 3, "note"));

        flow.awaitLedger(key, 1, 2, 3);
    }

    @Test
    void whatIsRolledBackIsNotPublished() {
        String key = EventFlow.newKey();

        flow.roll(EventFlow.step(key, 1, "note"));
        flow.commit(EventFlow.step(key, 2, "note"));

        flow.awaitLedger(key, 2);
        assertThat(flow.count("SELECT count(*) FROM outbox_event WHERE key = $1", key))
                .isEqualTo(1);
    }

    @Test
    void aMessageIsACloudEventInBinaryMode() {
        String key = EventFlow.newKey();

        flow.commit(EventFlow.step(key, 1, "note"));

        assertThat(flow.awaitMessage(TOPIC, key))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/belastbar/backbone-test")
                .containsEntry("ce_type", "game-day.step.v1")
                .containsEntry("content-type", "application/json")
                .containsKeys("ce_id", "ce_time")
                .hasEntrySatisfying(
                        "value", data -> assertThat(data).contains("\"sequence\":1", "1970-01-01T00:00:00Z"));
    }

    @Test
    void aSecondDeliveryHasNoSecondEffect() {
        String key = EventFlow.newKey();
        List<MessageHeader> headers = KafkaMessages.headers(UUID.randomUUID().toString(), "game-day.step.v1");
        double before = count("belastbar.inbox.duplicates");

        for (int delivery = 0; delivery < 3; delivery++) {
            flow.send(TOPIC, key.getBytes(), headers, EventJson.write(EventFlow.step(key, 1, "note")));
        }
        flow.commit(EventFlow.step(key, 2, "note"));

        flow.awaitLedger(key, 1, 2);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("belastbar.inbox.duplicates"))
                .isEqualTo(before + 2));
    }

    @Test
    void aTypeThatNobodyKnowsIsIgnoredAndCounted() {
        String key = EventFlow.newKey();
        double before = count("belastbar.inbox.ignored");

        flow.send(TOPIC, key.getBytes(), KafkaMessages.headers(key, "game-day.step.v9"), "{}".getBytes());
        flow.commit(EventFlow.step(key, 1, "note"));

        flow.awaitLedger(key, 1);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(count("belastbar.inbox.ignored"))
                .isEqualTo(before + 1));
        assertThat(flow.count("SELECT count(*) FROM dead_letter WHERE event_id = $1", key))
                .isZero();
    }

    @Test
    void aHandlerThatStumblesIsTriedAgain() {
        String key = EventFlow.newKey();

        flow.commit(EventFlow.step(key, 1, "stumble"), EventFlow.step(key, 2, "note"));

        flow.awaitLedger(key, 1, 2);
    }

    @Test
    void publishedRowsAreMarkedAndThePendingOnesGetFewer() {
        String key = EventFlow.newKey();

        flow.commit(EventFlow.step(key, 1, "note"));
        flow.awaitLedger(key, 1);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        flow.count("SELECT count(*) FROM outbox_event WHERE key = $1 AND published_at IS NULL", key))
                .isZero());
        assertThat(metrics.get("belastbar.outbox.publish").timer().count()).isPositive();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        metrics.get("belastbar.outbox.leading").gauge().value())
                .isEqualTo(1));
        assertThat(List.of("belastbar.outbox.pending", "belastbar.outbox.oldest.age", "belastbar.inbox.lag"))
                .allSatisfy(name -> assertThat(metrics.find(name).gauge()).isNotNull());
    }

    private double count(String counter) {
        return metrics.get(counter).counter().count();
    }
}
