package io.belastbar.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.verdict.RunJudgement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunStateTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final RunJudgement PASSED = new RunJudgement(RunVerdict.PASSED, List.of());

    @Test
    void aRunIsQueuedThenRuns() {
        assertThat(new RunState.Queued().start(NOON)).isEqualTo(new RunState.Running(NOON));
    }

    @Test
    void whatHasFinishedNeverChanges() {
        RunState finished = new RunState.Finished(null, NOON, PASSED);

        assertThat(finished.label()).isEqualTo("FINISHED");
        assertThatThrownBy(() -> finished.start(NOON)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRunStartsOnce() {
        assertThatThrownBy(() -> new RunState.Running(NOON).start(NOON)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theLoadOfARunBeginsAfterItWasTaken() {
        Instant later = NOON.plusSeconds(7);

        assertThat(new RunState.Running(NOON).beginLoad(later)).isEqualTo(new RunState.Running(later));
        assertThatThrownBy(() -> new RunState.Queued().beginLoad(later)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new RunState.Finished(NOON, later, PASSED).beginLoad(later))
                .isInstanceOf(IllegalStateException.class);
    }
}
