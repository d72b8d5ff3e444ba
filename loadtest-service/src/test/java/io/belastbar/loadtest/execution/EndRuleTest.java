package io.belastbar.loadtest.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.run.RunSnapshot;
import io.belastbar.load.run.TargetAbsence;
import io.belastbar.load.verdict.RunEnding;
import io.belastbar.load.verdict.RunEnding.Early;
import io.belastbar.loadtest.run.RunEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndRuleTest {

    private static final long S = 1_000_000_000L;
    /** Planned for a minute; the clock had run for an hour before. */
    private static final long ORIGIN = 3_600 * S;

    private static final long PLANNED = ORIGIN + 60 * S;
    private static final long HARD = PLANNED + 90 * S;
    private static final RunSnapshot BUSY = look(false, Duration.ZERO, null);
    private static final Optional<Early> NOBODY = Optional.empty();

    private final EndRule rule = new EndRule("shop", Duration.ofSeconds(15), PLANNED, HARD);

    @Test
    void aRunGoesOnUntilItIsDone() {
        assertThat(ending(NOBODY, BUSY, ORIGIN)).isEmpty();
        assertThat(ending(NOBODY, BUSY, PLANNED + S)).isEmpty();
        assertThat(ending(NOBODY, look(true, Duration.ZERO, null), PLANNED + S)).contains(new RunEnding.Completed());
    }

    @Test
    void aRunThatIsNeverDoneEndsAllTheSame() {
        assertThat(ending(NOBODY, BUSY, HARD - 1)).isEmpty();
        assertThat(reason(ending(NOBODY, BUSY, HARD)))
                .isEqualTo("The run did not end: something was still under way 90 s after its planned end.");
        assertThat(ending(NOBODY, look(true, Duration.ZERO, null), HARD + S)).contains(new RunEnding.Completed());
    }

    @Test
    void aGeneratorThatCannotGoOnEndsTheRun() {
        RunSnapshot fault = look(false, Duration.ZERO, new IllegalStateException("no row"));

        assertThat(reason(ending(NOBODY, fault, ORIGIN)))
                .isEqualTo("The load generator failed: java.lang.IllegalStateException: no row.");
        assertThat(ending(Optional.of(RunEnd.cancelled("ada")), fault, ORIGIN)).contains(RunEnd.cancelled("ada"));
    }

    @Test
    void anAbsentTargetEndsTheRun() {
        assertThat(ending(NOBODY, look(false, Duration.ofSeconds(14), null), ORIGIN))
                .isEmpty();
        assertThat(reason(ending(NOBODY, look(false, Duration.ofSeconds(15), null), ORIGIN)))
                .startsWith("Target shop accepted no connection");
    }

    private Optional<RunEnding> ending(Optional<Early> interruption, RunSnapshot look, long now) {
        return rule.ending(interruption, Optional.empty(), look, now);
    }

    private static String reason(Optional<RunEnding> ending) {
        return ((Early) ending.orElseThrow()).why().english();
    }

    private static RunSnapshot look(boolean done, Duration absent, Throwable failure) {
        return new RunSnapshot(List.of(), done, new TargetAbsence(absent, ErrorClass.CONNECTION_FAILED), failure);
    }
}
