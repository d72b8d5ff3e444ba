package io.belastbar.backbone.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.backbone.envelope.MessageHeader;
import io.belastbar.backbone.flow.EventFlow;
import io.belastbar.backbone.flow.KafkaMessages;
import io.belastbar.contracts.Topic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nobody switched traces on: a request's trace ends here, a message's is carried on as it came. */
@QuarkusTest
class UntracedIT {

    private static final String TOPIC = Topic.GAME_DAY_STEPS.topicName();

    @Inject
    EventFlow flow;

    private final String key = EventFlow.newKey();
    private final String trace = "00-" + UUID.randomUUID().toString().replace("-", "") + "-00f067aa0ba902b7-01";

    @ParameterizedTest
    @ValueSource(strings = {"reactive", "virtual"})
    void anEventOfARequestHasNoTrace(String way) {
        given().header("traceparent", trace)
                .post("/tell/note/" + key + "/" + way)
                .then()
                .statusCode(204);

        flow.awaitLedger(key, 1);
        assertThat(flow.awaitMessage(TOPIC, key)).doesNotContainKeys("traceparent", "tracestate");
    }

    @Test
    void whatAMessageBringsAboutHasItsTraceSoThatOneServiceDoesNotCutThoseOfOthers() {
        List<MessageHeader> headers =
                new ArrayList<>(KafkaMessages.headers(UUID.randomUUID().toString(), "game-day.step.v1"));
        headers.add(MessageHeader.of("traceparent", trace));

        flow.send(
                TOPIC, key.getBytes(StandardCharsets.UTF_8), headers, EventJson.write(EventFlow.step(key, 1, "tell")));

        flow.awaitLedger(key + "-told", 1);
        assertThat(flow.awaitMessage(TOPIC, key + "-told")).containsEntry("traceparent", trace);
    }
}
