package io.belastbar.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.belastbar.jobs.work.LostOwners.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LostOwnersTest {

    private final LostOwners owners = new LostOwners(Duration.ofSeconds(30));

    @Test
    void aHeartbeatThatIsSeenForTheFirstTimeIsNotLost() {
        assertThat(observe(7, 1, 1_000_000)).isEmpty();
    }

    @Test
    void aHeartbeatSeenToStandStillIsLost() {
        observe(7, 1, -10);

        assertThat(watch(7, 1, -9, 19)).isEmpty();
        assertThat(observe(7, 1, 20)).containsExactly(new Heartbeat("run", 7, 1));
    }

    @Test
    void aHeartbeatThatMovesIsNotLost() {
        watch(7, 1, 0, 19);
        observe(7, 2, 20);

        assertThat(watch(7, 2, 21, 49)).isEmpty();
        assertThat(observe(7, 2, 50)).hasSize(1);
    }

    @Test
    void aNewOwnerHasTheWholeTimeAgain() {
        watch(7, 0, 0, 28);
        observe(8, 0, 29);

        assertThat(watch(8, 0, 30, 58)).isEmpty();
    }

    @Test
    void anOwnerThatWasAwayForALookIsSeenAnew() {
        watch(7, 1, 0, 19);
        owners.observe(List.of(), Set.of(), Duration.ofSeconds(20));

        assertThat(watch(7, 1, 21, 50)).isEmpty();
    }

    /** Who looks stood still itself, or PostgreSQL was away for both: the owner's next beat is about to come. */
    @Test
    void whileNobodyLookedTheOwnerWasNotSilent() {
        watch(7, 1, 0, 5);

        assertThat(observe(7, 1, 1_000)).isEmpty();
        assertThat(watch(7, 1, 1_001, 1_018)).isEmpty();
        assertThat(observe(7, 1, 1_019)).hasSize(1);
    }

    @Test
    void whoSeldomLooksFindsALostOwnerAllTheSame() {
        for (int minute = 0; minute < 5; minute++) {
            assertThat(observe(7, 1, 60 * minute)).isEmpty();
        }

        assertThat(observe(7, 1, 300)).hasSize(1);
    }

    @Test
    void whatIsUnderWayHereIsNeverLost() {
        var held = List.of(new Heartbeat("run", 7, 1));
        owners.observe(held, Set.of(7L), Duration.ZERO);

        assertThat(owners.observe(held, Set.of(7L), Duration.ofSeconds(100))).isEmpty();
    }

    /** Looks once a second; what the last look said. */
    private List<Heartbeat> watch(long lease, long beat, long firstSecond, long lastSecond) {
        for (long second = firstSecond; second < lastSecond; second++) {
            assertThat(observe(lease, beat, second)).isEmpty();
        }
        return observe(lease, beat, lastSecond);
    }

    private List<Heartbeat> observe(long lease, long beat, long uptimeSeconds) {
        return owners.observe(List.of(new Heartbeat("run", lease, beat)), Set.of(), Duration.ofSeconds(uptimeSeconds));
    }
}
