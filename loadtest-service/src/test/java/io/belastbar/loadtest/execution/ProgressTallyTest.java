package io.belastbar.loadtest.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.loadtest.engine.LaneProgress;
import io.belastbar.loadtest.result.ErrorClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ProgressTallyTest {

    private static final long S = 1_000_000_000L;

    private final ProgressTally tally = new ProgressTally(0);

    @Test
    void ratesAndOutcomesCountSinceThePreviousLook() {
        tally.next(1, List.of(lane(10, Map.of(ErrorClass.TIMEOUT, 1L), S, 0)), S, Instant.EPOCH);

        Sample second =
                tally.next(2, List.of(lane(30, Map.of(ErrorClass.TIMEOUT, 3L), 2 * S, 0)), 2 * S, Instant.EPOCH);

        assertThat(second.point().requestsPerSecond()).isEqualTo(20);
        assertThat(second.finishedByOutcome()).isEqualTo(Map.of("success", 18L, "timeout", 2L));
    }

    @Test
    void aTargetIsAbsentOnlyIfEveryLaneMissesIt() {
        LaneProgress misses = lane(0, Map.of(), 0, 9);
        LaneProgress answered = lane(1, Map.of(), 9 * S, 0);

        assertThat(tally.next(1, List.of(misses, misses), 10 * S, Instant.EPOCH).targetAbsent())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(tally.next(2, List.of(misses, answered), 10 * S, Instant.EPOCH)
                        .targetAbsent())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void silenceWithoutRequestsIsNotAbsence() {
        assertThat(tally.next(1, List.of(lane(0, Map.of(), 0, 0)), 60 * S, Instant.EPOCH)
                        .targetAbsent())
                .isZero();
    }

    private static LaneProgress lane(long requests, Map<ErrorClass, Long> errors, long lastAnswer, long absences) {
        return new LaneProgress(1, 0, requests, errors, lastAnswer, absences, 0, new Histogram(3));
    }
}
