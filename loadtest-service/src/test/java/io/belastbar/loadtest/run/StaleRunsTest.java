package io.belastbar.loadtest.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StaleRunsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final UUID RUN = new UUID(0, 1);

    private final StaleRuns stale = new StaleRuns(Duration.ofSeconds(30));

    @Test
    void anOldHeartbeatAloneIsNotLost() {
        assertThat(observe(NOON.minusSeconds(3_600), 0)).isEmpty();
    }

    @Test
    void aHeartbeatSeenToStandStillIsLost() {
        observe(NOON, -10);

        assertThat(observe(NOON, 19)).isEmpty();
        assertThat(observe(NOON, 20)).containsExactly(RUN);
    }

    @Test
    void aHeartbeatThatMovesIsNotLost() {
        observe(NOON, 0);
        observe(NOON.plusSeconds(20), 20);

        assertThat(observe(NOON.plusSeconds(20), 40)).isEmpty();
    }

    @Test
    void anOwnerWhoseClockWasSetBackIsNotLost() {
        observe(NOON, 0);
        observe(NOON.minusSeconds(3_600), 20);

        assertThat(observe(NOON.minusSeconds(3_600), 40)).isEmpty();
    }

    @Test
    void aRunThatIsActiveHereIsNeverLost() {
        List<StaleRuns.Heartbeat> running = List.of(new StaleRuns.Heartbeat(RUN, NOON));
        stale.observe(running, Set.of(RUN), Duration.ZERO);

        assertThat(stale.observe(running, Set.of(RUN), Duration.ofSeconds(100))).isEmpty();
    }

    private List<UUID> observe(Instant heartbeat, long uptimeSeconds) {
        return stale.observe(
                List.of(new StaleRuns.Heartbeat(RUN, heartbeat)), Set.of(), Duration.ofSeconds(uptimeSeconds));
    }
}
