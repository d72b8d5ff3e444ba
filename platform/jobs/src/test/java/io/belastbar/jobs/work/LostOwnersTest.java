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

        assertThat(observe(7, 1, 19)).isEmpty();
        assertThat(observe(7, 1, 20)).containsExactly(new Heartbeat("run", 7, 1));
    }

    @Test
    void aHeartbeatThatMovesIsNotLost() {
        observe(7, 1, 0);
        observe(7, 2, 20);

        assertThat(observe(7, 2, 40)).isEmpty();
        assertThat(observe(7, 2, 50)).hasSize(1);
    }

    @Test
    void aNewOwnerHasTheWholeTimeAgain() {
        observe(7, 0, 0);
        observe(8, 0, 29);

        assertThat(observe(8, 0, 58)).isEmpty();
    }

    @Test
    void anOwnerThatWasAwayForALookIsSeenAnew() {
        observe(7, 1, 0);
        owners.observe(List.of(), Set.of(), Duration.ofSeconds(20));

        assertThat(observe(7, 1, 40)).isEmpty();
    }

    @Test
    void whatIsUnderWayHereIsNeverLost() {
        var held = List.of(new Heartbeat("run", 7, 1));
        owners.observe(held, Set.of(7L), Duration.ZERO);

        assertThat(owners.observe(held, Set.of(7L), Duration.ofSeconds(100))).isEmpty();
    }

    private List<Heartbeat> observe(long lease, long beat, long uptimeSeconds) {
        return owners.observe(List.of(new Heartbeat("run", lease, beat)), Set.of(), Duration.ofSeconds(uptimeSeconds));
    }
}
