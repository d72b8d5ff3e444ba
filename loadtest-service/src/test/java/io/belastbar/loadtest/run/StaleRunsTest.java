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

    private final StaleRuns stale = new StaleRuns("me", Duration.ofSeconds(30));

    @Test
    void anOldHeartbeatAloneIsNotLost() {
        assertThat(observe("other", NOON.minusSeconds(3_600), NOON)).isEmpty();
    }

    @Test
    void aHeartbeatSeenToStandStillIsLost() {
        observe("other", NOON, NOON);

        assertThat(observe("other", NOON, NOON.plusSeconds(29))).isEmpty();
        assertThat(observe("other", NOON, NOON.plusSeconds(30))).containsExactly(RUN);
    }

    @Test
    void aHeartbeatThatMovesIsNotLost() {
        observe("other", NOON, NOON);
        observe("other", NOON.plusSeconds(20), NOON.plusSeconds(20));

        assertThat(observe("other", NOON.plusSeconds(20), NOON.plusSeconds(40))).isEmpty();
    }

    @Test
    void anInstanceFindsItsOwnFormerRunsSooner() {
        observe("me", NOON, NOON);

        assertThat(observe("me", NOON, NOON.plusSeconds(5))).containsExactly(RUN);
    }

    @Test
    void aRunThatIsActiveHereIsNeverLost() {
        List<StaleRuns.Heartbeat> running = List.of(new StaleRuns.Heartbeat(RUN, "me", NOON));
        stale.observe(running, Set.of(RUN), NOON);

        assertThat(stale.observe(running, Set.of(RUN), NOON.plusSeconds(100))).isEmpty();
    }

    private List<UUID> observe(String instance, Instant heartbeat, Instant now) {
        return stale.observe(List.of(new StaleRuns.Heartbeat(RUN, instance, heartbeat)), Set.of(), now);
    }
}
