package io.belastbar.backbone.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.contracts.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadLetterIT {

    private static final String TOPIC = Topic.GAME_DAY_STEPS.topicName();
    private static final String PATH = "/api/v1/dead-letters";

    @Inject
    EventFlow flow;

    @Inject
    LedgerHandler handler;

    @Inject
    MeterRegistry metrics;

    @Test
    @TestSecurity(user = "viewer", roles = "viewer")
    void aPoisonMessageIsKeptWithItsReasonAndTheNextOnesGoOn() {
        String key = EventFlow.newKey();

        flow.commit(EventFlow.step(key, 1, "note"), EventFlow.step(key, 2, "poison"), EventFlow.step(key, 3, "note"));

        flow.awaitLedger(key, 1, 3);
        assertThat(flow.awaitMessage(TOPIC + ".dlq", key))
                .containsEntry("dead-letter-reason", "there is no such game day")
                .containsEntry("dead-letter-exception-class-name", "io.belastbar.backbone.inbox.PoisonMessage")
                .containsEntry("dead-letter-topic", TOPIC)
                .containsEntry("dead-letter-consumer-group", "backbone-test")
                .containsEntry("ce_type", "game-day.step.v1")
                .containsKeys("dead-letter-partition", "dead-letter-offset", "ce_id");
        JsonPath letter = awaitLetter(key);
        assertThat(letter.getString("reason")).isEqualTo("there is no such game day");
        assertThat(letter.getString("data")).contains("\"sequence\":2");
        assertThat(metrics.get("belastbar.inbox.dead.letters")
                        .tag("topic", TOPIC)
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    @TestSecurity(
            user = "engineer",
            roles = {"viewer", "engineer"})
    void aDeadLetterThatIsReplayedAfterTheRepairIsApplied() {
        String key = EventFlow.newKey();
        flow.commit(EventFlow.step(key, 1, "broken"));
        JsonPath letter = awaitLetter(key);
        assertThat(letter.getString("reason"))
                .startsWith("failed 3 times, last: ")
                .contains("the handler is broken");
        String replay = PATH + "/" + letter.getLong("id") + "/replay";

        handler.repair();
        given().post(replay).then().statusCode(202);

        flow.awaitLedger(key, 1);
        assertThat(awaitLetter(key).getString("replayedBy")).isEqualTo("engineer");
        given().post(replay).then().statusCode(409);
        given().post(PATH + "/0/replay").then().statusCode(404);
    }

    @Test
    @TestSecurity(user = "viewer", roles = "viewer")
    void aMessageThatCannotBeDecodedIsKeptByteForByte() {
        String key = EventFlow.newKey();
        Map<String, String> headers = Map.of(
                "ce_specversion", "1.0",
                "ce_id", key,
                "ce_source", "/elsewhere",
                "ce_type", "game-day.step.v1",
                "ce_time", "2026-11-20T10:00:00Z",
                "odd", "a\u0000b");

        flow.send(TOPIC, key, headers, new byte[] {0, (byte) 0xff, 1});

        assertThat(awaitLetter(key).getString("reason")).contains("the data of game-day.step.v1 cannot be read");
        assertThat(flow.query("SELECT data FROM dead_letter WHERE key = $1", key)
                        .iterator()
                        .next()
                        .getBuffer(0)
                        .getBytes())
                .containsExactly(0, 0xff, 1);
        assertThat(flow.awaitMessage(TOPIC + ".dlq", key)).containsEntry("odd", "a\uFFFDb");
    }

    @Test
    @TestSecurity(user = "viewer", roles = "viewer")
    void aViewerSeesDeadLettersAndCannotReplayThem() {
        given().get(PATH).then().statusCode(200);
        given().get(PATH + "?limit=0").then().statusCode(400);
        given().get(PATH + "?cursor=x").then().statusCode(400);
        given().post(PATH + "/1/replay").then().statusCode(403);
    }

    @Test
    void aCallerWithoutNameSeesNothing() {
        given().get(PATH).then().statusCode(401);
    }

    private JsonPath awaitLetter(String key) {
        String found = await().atMost(Duration.ofSeconds(30)).until(() -> letter(key), letter -> letter != null);
        return new JsonPath(found);
    }

    private static String letter(String key) {
        JsonPath page = given().get(PATH + "?limit=200").jsonPath();
        Map<String, Object> item = page.param("key", key).getMap("items.find { it.key == key }");
        return item == null ? null : io.vertx.core.json.Json.encode(item);
    }
}
