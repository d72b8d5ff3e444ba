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
    void aRunIsQueuedThenRunsThenFinishes() {
        RunState.Finished finished = new RunState.Queued().start(NOON).end(NOON.plusSeconds(60), PASSED);

        assertThat(finished.startedAt()).isEqualTo(NOON);
        assertThat(finished.label()).isEqualTo("FINISHED");
    }

    @Test
    void aQueuedRunMayFinishWithoutHavingRun() {
        assertThat(new RunState.Queued().end(NOON, PASSED).startedAt()).isNull();
    }

    @Test
    void whatHasFinishedNeverChanges() {
        RunState finished = new RunState.Queued().end(NOON, PASSED);

        assertThatThrownBy(() -> finished.start(NOON)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> finished.end(NOON, PASSED)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRunStartsOnce() {
        assertThatThrownBy(() -> new RunState.Running(NOON).start(NOON)).isInstanceOf(IllegalStateException.class);
    }
}
