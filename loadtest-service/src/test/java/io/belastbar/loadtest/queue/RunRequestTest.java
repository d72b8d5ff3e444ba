package io.belastbar.loadtest.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class RunRequestTest {

    @Test
    void aRunWaitsUnlessItsCallerWouldNot() {
        assertThat(RunRequest.parse("{\"scenario\":\"demo\"}"))
                .isEqualTo(new RunRequest("demo", false, RunRequest.WhenBusy.QUEUE, Map.of(), null));
        assertThat(RunRequest.parse("{\"scenario\":\"demo\",\"budget\":true,\"whenBusy\":\"reject\"}"))
                .isEqualTo(new RunRequest("demo", true, RunRequest.WhenBusy.REJECT, Map.of(), null));
    }

    @Test
    void labelsSayWhatIsTested() {
        assertThat(RunRequest.parse("{\"scenario\":\"demo\",\"labels\":{\"commit\":\"cf6b92b\"}}")
                        .labels())
                .containsEntry("commit", "cf6b92b");
        assertThatThrownBy(() -> RunRequest.parse("{\"scenario\":\"demo\",\"labels\":{\"1\":\"a\"}}"))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void aRunMayEndAtAMoment() {
        assertThat(RunRequest.parse("{\"scenario\":\"demo\",\"notAfter\":\"2026-11-27T10:15:00Z\"}")
                        .notAfter())
                .isEqualTo("2026-11-27T10:15:00Z");
        assertThatThrownBy(() -> RunRequest.parse("{\"scenario\":\"demo\",\"notAfter\":\"10:15\"}"))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void everyFaultIsSaid() {
        assertThatThrownBy(() -> RunRequest.parse("{\"budget\":1,\"whenBusy\":\"wait\",\"when\":0}"))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidInput.class))
                .extracting(InvalidInput::errors)
                .asInstanceOf(InstanceOfAssertFactories.list(ProblemError.class))
                .extracting(ProblemError::pointer)
                .containsExactlyInAnyOrder("/scenario", "/budget", "/whenBusy", "/when");
    }
}
