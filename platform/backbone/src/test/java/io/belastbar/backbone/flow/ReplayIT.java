package io.belastbar.backbone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.contracts.Topic;
import io.belastbar.embedded.testing.TestInfrastructure;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A dead letter is replayed here and nowhere else, at any age, once. */
@QuarkusTest
@TestSecurity(
        user = "engineer",
        roles = {"viewer", "engineer"})
class ReplayIT {

    private static final String TOPIC = Topic.GAME_DAY_STEPS.topicName();

    @Inject
    EventFlow flow;

    @Inject
    LedgerHandler handler;

    private final String key = EventFlow.newKey();
    private final String id = UUID.randomUUID().toString();

    @Test
    void aReplayTakesEffectOnceHoweverManyAskAtATime() throws Exception {
        long letter = deadLetter();
        handler.repair(key);

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(
                            call -> () -> Replays.replay(letter).statusCode())
                    .toList();
            for (Future<Integer> answer : callers.invokeAll(calls)) {
                assertThat(answer.get()).isIn(200, 409);
            }
        }

        assertThat(flow.ledger(key)).containsExactly(1);
        Response second = Replays.replay(letter);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.jsonPath().getString("outcome")).isEqualTo("REPLAYED_BEFORE");
        assertThat(second.jsonPath().getString("reason")).isEqualTo("it was replayed before, and takes effect once");
    }

    @Test
    void aReplayThatFailsAgainMakesNoFurtherLetter() {
        long letter = deadLetter();
        long letters = letters();

        assertThat(Replays.replay(letter).jsonPath().getString("outcome")).isEqualTo("FAILED_AGAIN");

        assertThat(letters()).isEqualTo(letters);
    }

    @Test
    void aReplayGoesToNoTopic() {
        long letter = deadLetter();
        long published = published();
        handler.repair(key);

        assertThat(Replays.replay(letter).statusCode()).isEqualTo(200);

        assertThat(flow.ledger(key)).containsExactly(1);
        assertThat(published()).isEqualTo(published);
    }

    @Test
    void whatWasAppliedMeanwhileHasNoSecondEffectAtAnyAge() {
        long letter = deadLetter();
        handler.repair(key);
        flow.send(
                TOPIC,
                key.getBytes(),
                KafkaMessages.headers(id, "game-day.step.v1"),
                EventJson.write(EventFlow.step(key, 1, "broken")));
        flow.awaitLedger(key, 1);

        assertThat(Replays.replay(letter).jsonPath().getString("outcome")).isEqualTo("ALREADY_APPLIED");

        assertThat(flow.ledger(key)).containsExactly(1);
    }

    @Test
    void aReplayThatFailsAgainStaysADeadLetterWithTheNewReason() {
        long letter = deadLetter();
        handler.breakOtherwise(key, "now it is something else");

        Response answer = Replays.replay(letter);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("outcome")).isEqualTo("FAILED_AGAIN");
        assertThat(answer.jsonPath().getString("reason")).contains("now it is something else");
        assertThat(flow.query("SELECT reason, replayed_at FROM dead_letter WHERE id = $1", letter))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getString(0)).contains("now it is something else");
                    assertThat(row.getOffsetDateTime(1)).isNull();
                });
        handler.repair(key);
        assertThat(Replays.replay(letter).jsonPath().getString("outcome")).isEqualTo("APPLIED");
        assertThat(flow.ledger(key)).containsExactly(1);
    }

    @Test
    void aLetterOfATypeThatNobodyHereWantsIsRefused() {
        long letter = deadLetter();
        flow.query("UPDATE dead_letter SET handler = 'gone' WHERE id = $1", letter);

        Response answer = Replays.replay(letter);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.jsonPath().getString("outcome")).isEqualTo("NOT_WANTED");
    }

    @Test
    void aLetterOfTheTimeBeforeNamesWasForAllHandlers() {
        long letter = deadLetter();
        flow.query("UPDATE dead_letter SET handler = NULL WHERE id = $1", letter);
        handler.repair(key);

        assertThat(Replays.replay(letter).jsonPath().getString("outcome")).isEqualTo("APPLIED");
        assertThat(flow.ledger(key)).containsExactly(1);
    }

    @Test
    void whileThePostgresHangsAReplayIsRefusedAndTheLetterStays() {
        long letter = deadLetter();
        handler.repair(key);
        TestInfrastructure.Server postgres = TestInfrastructure.current().postgres();

        postgres.pause();
        try {
            assertThat(Replays.ask(letter).statusCode()).isEqualTo(503);
        } finally {
            postgres.resume();
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(Replays.ask(letter).statusCode()).isIn(200, 409));
        assertThat(flow.ledger(key)).containsExactly(1);
    }

    private long deadLetter() {
        flow.send(
                TOPIC,
                key.getBytes(),
                KafkaMessages.headers(id, "game-day.step.v1"),
                EventJson.write(EventFlow.step(key, 1, "broken")));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> flow.count("SELECT count(*) FROM dead_letter WHERE event_id = $1", id) == 1);
        return flow.count("SELECT id FROM dead_letter WHERE event_id = $1", id);
    }

    private long letters() {
        return flow.query("SELECT id FROM dead_letter WHERE key = $1", Buffer.buffer(key))
                .size();
    }

    private long published() {
        return flow.count("SELECT count(*) FROM outbox_event WHERE topic = $1", TOPIC);
    }
}
