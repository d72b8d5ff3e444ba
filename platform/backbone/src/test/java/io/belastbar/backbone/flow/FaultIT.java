package io.belastbar.backbone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.backbone.BackboneConfig;
import io.belastbar.backbone.outbox.OutboxMetrics;
import io.belastbar.backbone.outbox.OutboxRelayJob;
import io.belastbar.contracts.GameDayStep;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No event lost, none out of order within its key, none applied twice: whatever ends in between. */
@QuarkusTest
class FaultIT {

    private static final int KEYS = 12;
    private static final int EVENTS_A_KEY = 60;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static final String CUT_LEADER = """
            SELECT pg_terminate_backend(pid) FROM pg_locks
             WHERE locktype = 'advisory' AND objid = 0 AND granted
               AND classid = hashtext('belastbar.outbox.relay.' || current_schema())::oid
            """;

    @Inject
    EventFlow flow;

    @Inject
    Pool pool;

    @Inject
    BackboneConfig config;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Inject
    MeterRegistry metrics;

    @Test
    void aBrokerThatIsKilledWhileWeWriteLosesReordersAndRepeatsNothing() throws Exception {
        TestInfrastructure.Server broker = TestInfrastructure.current().kafka();
        long deadLetters = flow.count("SELECT count(*) FROM dead_letter");
        try (KeyWriters writers = new KeyWriters(flow, KEYS, EVENTS_A_KEY)) {
            writers.awaitWritten(KEYS * EVENTS_A_KEY / 4);
            broker.kill();
            writers.awaitWritten(KEYS * EVENTS_A_KEY / 2);
            broker.start();
            writers.awaitWritten(KEYS * EVENTS_A_KEY * 3 / 4);
            broker.kill();

            // Writers never wait for Kafka: all end while it is away.
            writers.awaitEnd();
            assertThat(writers.failures()).isEmpty();
            broker.start();

            awaitEachKeyInOrder(writers.keys());
        }
        assertThat(flow.count("SELECT count(*) FROM dead_letter")).isEqualTo(deadLetters);
    }

    @Test
    void oneRelayLeadsAndTheOtherTakesOverWhenItsSessionEnds() throws Exception {
        SimpleMeterRegistry secondMetrics = new SimpleMeterRegistry();
        OutboxRelayJob second =
                new OutboxRelayJob(pool, kafka, config.relay(), new OutboxMetrics(secondMetrics, Clock.systemUTC()));
        second.start();
        await().atMost(PATIENCE).until(() -> leading(metrics) + leading(secondMetrics) == 1);

        try (KeyWriters writers = new KeyWriters(flow, KEYS, EVENTS_A_KEY)) {
            writers.awaitWritten(KEYS * EVENTS_A_KEY / 3);
            awaitLead(flow, secondMetrics, metrics);
            await("the second relay does its part").atMost(PATIENCE).until(() -> {
                flow.commit(EventFlow.step(EventFlow.newKey(), 1, "note"));
                return secondMetrics.get("belastbar.outbox.publish").timer().count() > 0;
            });
            second.close();
            writers.awaitEnd();

            awaitEachKeyInOrder(writers.keys());
        }
        await().atMost(PATIENCE).until(() -> leading(metrics) == 1);
    }

    @Test
    void aRelayWhoseSessionIsCutOffWhilePublishingRepeatsNothing() throws Exception {
        try (KeyWriters writers = new KeyWriters(flow, KEYS, EVENTS_A_KEY)) {
            Future<?> cutting = writers.alongside(() -> {
                for (int cut = 0; cut < 5; cut++) {
                    flow.query(CUT_LEADER);
                    Thread.sleep(150);
                }
                return null;
            });
            writers.awaitEnd();
            cutting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            awaitEachKeyInOrder(writers.keys());
        }
    }

    @Tag("proof")
    @Test
    void aBrokerThatHangsIsSeenInTheGaugesAndLosesNothing() throws Exception {
        TestInfrastructure.Server broker = TestInfrastructure.current().kafka();
        try (KeyWriters writers = new KeyWriters(flow, KEYS, EVENTS_A_KEY)) {
            writers.awaitWritten(KEYS * EVENTS_A_KEY / 3);
            broker.pause();
            try {
                writers.awaitEnd();
                assertThat(writers.failures()).isEmpty();
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge("belastbar.outbox.pending"))
                        .isGreaterThanOrEqualTo(KEYS * EVENTS_A_KEY / 3.0));
                double age = await().atMost(PATIENCE)
                        .until(() -> gauge("belastbar.outbox.oldest.age"), known -> !Double.isNaN(known));
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge("belastbar.outbox.oldest.age"))
                        .isGreaterThan(age));
                await().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> leading(metrics) == 0);
            } finally {
                broker.resume();
            }

            awaitEachKeyInOrder(writers.keys());
        }
        await().atMost(PATIENCE).until(() -> gauge("belastbar.outbox.pending") == 0);
    }

    @Test
    void aDatabaseThatHangsMakesTheGaugesUnknownAndLosesNothing() {
        TestInfrastructure.Server database = TestInfrastructure.current().postgres();
        List<String> keys = Stream.generate(EventFlow::newKey).limit(KEYS).toList();
        GameDayStep[] none = {};
        keys.forEach(key -> flow.commit(KeyWriters.sequences(EVENTS_A_KEY).stream()
                .map(sequence -> EventFlow.step(key, sequence, "note"))
                .toList()
                .toArray(none)));

        database.pause();
        try {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge("belastbar.outbox.pending"))
                    .isNaN());
            assertThat(gauge("belastbar.outbox.oldest.age")).isNaN();
            await().atMost(PATIENCE).until(() -> leading(metrics) == 0);
        } finally {
            database.resume();
        }

        awaitEachKeyInOrder(keys);
        await().atMost(PATIENCE).until(() -> leading(metrics) == 1);
    }

    @Test
    void aDatabaseThatIsKilledWhileWeConsumeLosesNothingThatItAcknowledged() throws Exception {
        TestInfrastructure.Server database = TestInfrastructure.current().postgres();
        long deadLetters = flow.count("SELECT count(*) FROM dead_letter");
        try (KeyWriters writers = new KeyWriters(flow, KEYS, EVENTS_A_KEY)) {
            writers.awaitWritten(KEYS * EVENTS_A_KEY / 3);
            database.kill();
            database.start();
            writers.awaitEnd();

            // A commit whose answer was lost is repeated by the writer, as its sequence tells: see KeyWriters.
            awaitEachKeyInOrder(writers.keys());
        }
        assertThat(flow.count("SELECT count(*) FROM dead_letter")).isEqualTo(deadLetters);
    }

    private void awaitEachKeyInOrder(List<String> keys) {
        for (String key : keys) {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> flow.count("SELECT count(*) FROM ledger WHERE key = $1", key) >= EVENTS_A_KEY);
            assertThat(flow.ledger(key)).containsExactlyElementsOf(KeyWriters.sequences(EVENTS_A_KEY));
        }
        // Nothing comes late: everything is published, and what is published is applied.
        await().atMost(Duration.ofSeconds(90))
                .until(() -> flow.count("SELECT count(*) FROM outbox_event WHERE published_at IS NULL") == 0);
        for (String key : keys) {
            assertThat(flow.ledger(key)).hasSize(EVENTS_A_KEY);
        }
    }

    /** Cuts the other off whenever it leads, until this one does, which is not cut off before it could say so. */
    static void awaitLead(EventFlow flow, MeterRegistry heir, MeterRegistry other) {
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            if (leading(heir) == 1) {
                return true;
            }
            if (leading(other) == 1) {
                flow.query(CUT_LEADER);
            }
            return false;
        });
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    private static double leading(MeterRegistry registry) {
        return registry.get("belastbar.outbox.leading").gauge().value();
    }
}
