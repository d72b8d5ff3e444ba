package io.belastbar.backbone.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.flow.EventFlow;
import io.belastbar.backbone.flow.KafkaMessages;
import io.belastbar.backbone.flow.Replays;
import io.belastbar.contracts.Topic;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request brings about belongs to its trace, in whatever way the event takes effect or does not. */
@QuarkusTest
@TestProfile(TracedProfile.class)
class TraceIT {

    private static final String TOPIC = Topic.GAME_DAY_STEPS.topicName();
    private static final String CALLER = "00f067aa0ba902b7";
    private static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("cloudevents.event_id");

    @Inject
    EventFlow flow;

    @Inject
    InMemorySpanExporter spans;

    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final String key = EventFlow.newKey();

    @ParameterizedTest
    @ValueSource(strings = {"reactive", "virtual"})
    void whatConsumesAnEventIsAChildOfTheRequestThatToldOfIt(String way) {
        tell("note", way);

        flow.awaitLedger(key, 1);
        SpanData request = spans(SpanKind.SERVER, 1).getFirst();
        SpanData consumed = spans(SpanKind.CONSUMER, 1).getFirst();
        assertThat(request.getParentSpanId()).isEqualTo(CALLER);
        assertThat(consumed.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(flow.awaitMessage(TOPIC, key))
                .containsEntry("traceparent", "00-" + trace + "-" + request.getSpanId() + "-01")
                .doesNotContainKey("tracestate");
        assertThat(request.getName()).isEqualTo("POST /tell/{action}/{key}/" + way);
        assertThat(consumed.getName()).isEqualTo("process " + TOPIC);
        assertThat(consumed.getAttributes().asMap().toString())
                .contains("messaging.system=kafka", "messaging.operation.type=process", "belastbar.handler=ledger")
                .contains("messaging.consumer.group.name=backbone-test", "cloudevents.event_type=game-day.step.v1")
                .doesNotContain(key, "insurer");
    }

    @Test
    void eachTryIsASpanAndTheOnesThatCameToNothingSayWithWhatKindOfFailure() {
        tell("stumble", "reactive");

        flow.awaitLedger(key, 1);
        List<SpanData> tries = spans(SpanKind.CONSUMER, 2);
        SpanData request = spans(SpanKind.SERVER, 1).getFirst();
        assertThat(tries).allSatisfy(one -> assertThat(one.getParentSpanId()).isEqualTo(request.getSpanId()));
        assertThat(tries.getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(tries.getFirst().getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("java.lang.IllegalStateException");
        assertThat(tries.toString()).doesNotContain("once only");
        assertThat(tries.getLast().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    @TestSecurity(user = "engineer", roles = "engineer")
    void aDeadLettersCopyHasTheTraceOfItsMessageAndAReplayBelongsToIt() {
        tell("poison", "virtual");

        String request = spans(SpanKind.SERVER, 1).getFirst().getSpanId();
        assertThat(flow.awaitMessage(TOPIC + ".dlq", key))
                .containsEntry("traceparent", "00-" + trace + "-" + request + "-01");
        int before = spans(SpanKind.CONSUMER, 1).size();
        long letter = flow.count("SELECT id FROM dead_letter WHERE key = convert_to($1, 'UTF8')", key);
        Replays.replay(letter).then().statusCode(409);

        assertThat(spans(SpanKind.CONSUMER, before + 1).getLast().getParentSpanId())
                .isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "\u0000", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", ""})
    void aMessageWithAnOddTraceIsAppliedAndBelongsToNone(String odd) {
        String id = UUID.randomUUID().toString();
        List<MessageHeader> headers = new ArrayList<>(KafkaMessages.headers(id, "game-day.step.v1"));
        headers.add(MessageHeader.of("traceparent", odd));
        headers.add(new MessageHeader("tracestate", new byte[] {0, (byte) 0xff}));

        flow.send(
                TOPIC, key.getBytes(StandardCharsets.UTF_8), headers, EventJson.write(EventFlow.step(key, 1, "note")));

        flow.awaitLedger(key, 1);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(spans.getFinishedSpanItems())
                .filteredOn(span -> id.equals(span.getAttributes().get(EVENT_ID)))
                .singleElement()
                .satisfies(span -> assertThat(span.getParentSpanId()).isEqualTo("0000000000000000")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more", "00-x-y-z"})
    void aRequestWithAnOddTraceIsAnsweredAsAnyOther(String odd) {
        given().header("traceparent", odd)
                .header("tracestate", "=,=,")
                .post("/tell/note/" + key + "/reactive")
                .then()
                .statusCode(204);

        flow.awaitLedger(key, 1);
        assertThat(flow.awaitMessage(TOPIC, key).get("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void whatTheCallerDoesNotRecordIsNotRecordedHereAndItsTraceIsCarriedOn() {
        given().header("traceparent", "00-" + trace + "-" + CALLER + "-00")
                .post("/tell/note/" + key + "/reactive")
                .then()
                .statusCode(204);

        flow.awaitLedger(key, 1);
        assertThat(flow.awaitMessage(TOPIC, key).get("traceparent"))
                .startsWith("00-" + trace)
                .endsWith("-00");
        assertThat(spans.getFinishedSpanItems())
                .noneMatch(span -> span.getTraceId().equals(trace));
    }

    @Test
    void healthAndMetricsAreNotTraced() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().header("traceparent", "00-" + trace + "-" + CALLER + "-01")
                        .get("/q/health")
                        .then()
                        .statusCode(200));
        tell("note", "reactive");

        assertThat(spans(SpanKind.SERVER, 1)).hasSize(1);
    }

    private void tell(String action, String way) {
        given().header("traceparent", "00-" + trace + "-" + CALLER + "-01")
                .header("tracestate", "vendor=1")
                .post("/tell/" + action + "/" + key + "/" + way)
                .then()
                .statusCode(204);
    }

    /** The spans of this test's trace, once there are so many. */
    private List<SpanData> spans(SpanKind kind, int atLeast) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> spans.getFinishedSpanItems().stream()
                                .filter(span -> span.getTraceId().equals(trace) && span.getKind() == kind)
                                .toList(),
                        found -> found.size() >= atLeast);
    }
}
