package io.belastbar.jobs.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FiringTest {

    private static final Duration CATCH_UP = Duration.ofHours(1);
    private static final Instant TWO = Instant.parse("2026-11-20T02:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-11-21T02:00:00Z");
    private static final CronTimes NIGHTLY = CronTimes.of("0 2 * * *", ZoneOffset.UTC);
    private static final CronTimes QUARTERS = CronTimes.of("*/15 * * * *", ZoneOffset.UTC);

    @Test
    void aFireTimeThatHasJustComeIsOnTime() {
        assertThat(Firing.decide(NIGHTLY, TWO, TWO.plusSeconds(1), CATCH_UP))
                .isEqualTo(new Firing.Run(TWO, TOMORROW, "On time."));
    }

    @Test
    void aMissedFireTimeIsMadeGoodWithinTheLimit() {
        assertThat(Firing.decide(NIGHTLY, TWO, TWO.plusSeconds(3_600), CATCH_UP))
                .isEqualTo(new Firing.Run(TWO, TOMORROW, "Missed, and made good 60 min later."));
    }

    @Test
    void aFireTimeMissedTooLongAgoIsSkippedAndSaysSo() {
        assertThat(Firing.decide(NIGHTLY, TWO, TWO.plusSeconds(3_601), CATCH_UP))
                .isEqualTo(new Firing.Skip(TWO, TOMORROW, "Missed, and found 60 min later; the limit is 60 min."));
    }

    @Test
    void manyMissedFireTimesAreMadeGoodByOneRun() {
        assertThat(Firing.decide(QUARTERS, TWO, TWO.plusSeconds(3 * 900 + 10), CATCH_UP))
                .isEqualTo(new Firing.Run(
                        TWO.plusSeconds(3 * 900),
                        TWO.plusSeconds(4 * 900),
                        "Fire times since 2026-11-20T02:00:00Z were missed; one run stands for all of them."));
    }

    @Test
    void afterAWeekOnlyTheLatestFireTimeCounts() {
        Instant now = TWO.plus(Duration.ofDays(7)).plusSeconds(10);

        assertThat(Firing.decide(QUARTERS, TWO, now, CATCH_UP))
                .isInstanceOfSatisfying(
                        Firing.Run.class, run -> assertThat(run.fireTime()).isEqualTo(TWO.plus(Duration.ofDays(7))));
    }
}
