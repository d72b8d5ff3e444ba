package io.belastbar.budget.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.backbone.envelope.EventEnvelope;
import io.belastbar.backbone.envelope.EventJson;
import io.belastbar.backbone.envelope.UnreadableEvent;
import io.belastbar.backbone.inbox.PoisonMessage;
import io.belastbar.budget.evaluation.Runs;
import io.belastbar.contracts.EventType;
import io.belastbar.contracts.TestRunFinished;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What could never be evaluated is refused when it comes, not again and again when it is worked off. */
class TestRunConsumerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TestRunFinished RUN = Runs.run(Runs.measured("GET /a", 100, 0, i -> 10 + i % 5));

    @ParameterizedTest
    @ValueSource(strings = {"runId", "system", "scenario", "startedAt", "finishedAt", "verdict", "endpoints"})
    void aRunWithoutAFieldThatItsEvaluationNeedsIsUnreadable(String field) throws IOException {
        var document = (ObjectNode) JSON.readTree(EventJson.write(RUN));
        document.remove(field);

        assertThatThrownBy(() -> apply(read(document)))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining(field);
    }

    @Test
    void aRunWhoseBranchIsNoNameIsPoison() {
        for (var label : new String[] {"branch", "testbed"}) {
            assertThatThrownBy(() -> apply(Runs.labelled(RUN, Map.of(label, "a\u0000b"))))
                    .isInstanceOf(PoisonMessage.class)
                    .hasMessageContaining(label);
            assertThatThrownBy(() -> apply(Runs.labelled(RUN, Map.of(label, "x".repeat(3_000)))))
                    .isInstanceOf(PoisonMessage.class)
                    .hasMessageContaining(label);
        }
    }

    private static TestRunFinished read(JsonNode document) throws IOException {
        return (TestRunFinished) EventJson.read(EventType.TEST_RUN_FINISHED, JSON.writeValueAsBytes(document));
    }

    /** Nothing is stored before the run is known to be complete. */
    private static void apply(TestRunFinished run) {
        var event = new EventEnvelope(
                "1", URI.create("/test"), EventType.TEST_RUN_FINISHED, run.runId(), Instant.EPOCH, run);
        new TestRunConsumer(null).apply(event, null);
    }
}
