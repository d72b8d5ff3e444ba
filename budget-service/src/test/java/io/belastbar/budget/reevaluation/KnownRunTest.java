package io.belastbar.budget.reevaluation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.web.problem.Conflict;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownRunTest {

    @ParameterizedTest
    @ValueSource(strings = {"DONE", "NO_BUDGET", "FAILED"})
    void aRunThatNobodyIsAtWorkOnCanBeJudgedAgain(String state) {
        assertThatCode(run(state)::requireReady).doesNotThrowAnyException();
    }

    @Test
    void aRunThatWaitsForItsOwnEvaluationCannot() {
        assertThatThrownBy(run("PENDING")::requireReady).isInstanceOf(Conflict.class);
    }

    @Test
    void aRunThatIsNoLongerKeptCannot() {
        assertThatThrownBy(run(null)::requireReady).isInstanceOf(Conflict.class).hasMessageContaining("retention");
    }

    private static KnownRun run(String state) {
        return new KnownRun("run-1", state, "{}", Instant.EPOCH, null);
    }
}
