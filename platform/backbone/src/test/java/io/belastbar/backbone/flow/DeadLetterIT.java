package io.belastbar.backbone.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.contracts.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
                .containsEntry("dead-letter-handler", "ledger")
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
        long id = letter.getLong("id");

        handler.repair(key);
        Replays.replay(id).then().statusCode(200).body("outcome", equalTo("APPLIED"));

        flow.awaitLedger(key, 1);
        assertThat(awaitLetter(key).getString("replayedBy")).isEqualTo("engineer");
        Replays.replay(id).then().statusCode(409).body("outcome", equalTo("REPLAYED_BEFORE"));
        Replays.replay(0).then().statusCode(404);
    }

    @Test
    @TestSecurity(user = "viewer", roles = "viewer")
    void aMessageThatCannotBeDecodedIsKeptByteForByte() {
        String key = EventFlow.newKey();
        byte[] binaryKey = (key + "\u0000").getBytes();
        binaryKey[binaryKey.length - 1] = (byte) 0xff;
        List<MessageHeader> headers = new ArrayList<>(KafkaMessages.headers(key, "game-day.step.v1"));
        headers.add(MessageHeader.of("odd", "a\u0000b"));
        headers.add(new MessageHeader("odd", new byte[] {0, (byte) 0xff}));
        headers.add(MessageHeader.of("odd", "again"));
        headers.add(new MessageHeader("none", null));
        byte[] data = {0, (byte) 0xff, 1};

        flow.send(TOPIC, binaryKey, headers, data);

        ConsumerRecord<byte[], byte[]> copy = flow.awaitRecord(TOPIC + ".dlq", binaryKey);
        assertThat(copy.value()).isEqualTo(data);
        List<MessageHeader> copied = new ArrayList<>();
        copy.headers().forEach(header -> copied.add(new MessageHeader(header.key(), header.value())));
        assertThat(copied).containsSubsequence(headers);
        assertThat(flow.query("SELECT key, data FROM dead_letter WHERE event_id = $1", key))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getBuffer(0).getBytes()).isEqualTo(binaryKey);
                    assertThat(row.getBuffer(1).getBytes()).isEqualTo(data);
                });
        JsonPath letter = letterWhere("it.headers.any { h -> h.value == '" + key + "' }");
        assertThat(letter.getString("reason")).contains("the data of game-day.step.v1 cannot be read");
        assertThat(letter.getBoolean("keyIsBase64")).isTrue();
        assertThat(Base64.getDecoder().decode(letter.getString("key"))).isEqualTo(binaryKey);
        assertThat(letter.getList("headers.findAll { it.name == 'odd' }.value"))
                .containsExactly("YQBi", "AP8=", "again");
    }

    @Test
    @TestSecurity(user = "viewer", roles = "viewer")
    void aMessageOfAnySizeIsKeptWholeAndItsCopyIsCutAndTheLaneGoesOn() {
        String key = EventFlow.newKey();
        byte[] data = "x".repeat(2_000_000).getBytes();

        flow.sendCompressed(TOPIC, key.getBytes(), List.of(MessageHeader.of("note", "no event")), data);
        flow.commit(EventFlow.step(key, 1, "note"));

        flow.awaitLedger(key, 1);
        ConsumerRecord<byte[], byte[]> copy = flow.awaitRecord(TOPIC + ".dlq", key.getBytes());
        assertThat(copy.value()).hasSizeBetween(900_000, 1_000_000);
        assertThat(copy.headers().lastHeader("dead-letter-truncated").value())
                .asString()
                .isEqualTo(Integer.toString(2_000_000 + key.length() + "noteno event".length()));
        JsonPath letter = awaitLetter(key);
        assertThat(letter.getInt("dataBytes")).isEqualTo(2_000_000);
        assertThat(letter.getString("data")).hasSize(10_000);
        assertThat(flow.count("SELECT octet_length(data) FROM dead_letter WHERE id = $1", letter.getLong("id")))
                .isEqualTo(2_000_000);
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
    @TestSecurity(user = "viewer", roles = "viewer")
    void theLastPageHasLettersAndNoNextCursor() {
        for (int i = 0; i < 2; i++) {
            String key = EventFlow.newKey();
            flow.commit(EventFlow.step(key, 1, "poison"));
            awaitLetter(key);
        }
        Response page = given().get(PATH + "?limit=1");
        long newest = page.jsonPath().getLong("items[0].id");
        int letters = 1;
        while (page.jsonPath().getString("nextCursor") != null) {
            page = given().get(PATH + "?limit=1&cursor=" + page.jsonPath().getString("nextCursor"));
            assertThat(page.jsonPath().getList("items")).hasSize(1);
            letters++;
        }

        assertThat(letters).isEqualTo(flow.count("SELECT count(*)::int FROM dead_letter WHERE id <= $1", newest));
        assertThat(page.asString()).doesNotContain("nextCursor");
    }

    @Test
    void aCallerWithoutNameSeesNothing() {
        given().get(PATH).then().statusCode(401);
    }

    private static JsonPath awaitLetter(String key) {
        return letterWhere("it.key == '" + key + "'");
    }

    private static JsonPath letterWhere(String condition) {
        String found = await().atMost(Duration.ofSeconds(60)).until(() -> letter(condition), letter -> letter != null);
        return new JsonPath(found);
    }

    private static String letter(String condition) {
        JsonPath page = given().get(PATH + "?limit=200").jsonPath();
        Map<String, Object> item = page.getMap("items.find { " + condition + " }");
        return item == null ? null : io.vertx.core.json.Json.encode(item);
    }
}
