package io.belastbar.loadtest.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QueueLimitsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final QueueLimits LIMITS = new QueueLimits(Duration.ofHours(12), Duration.ofHours(3));

    @Test
    void aRunBehindAnotherWaitsAsLongAsTheQueueMayTake() {
        QueuedRun behind = new QueuedRun(new UUID(0, 1), 2, NOON, null, null);

        assertThat(LIMITS.expiry(behind, NOON.plus(Duration.ofHours(12)).minusMillis(1)))
                .isEmpty();
        assertThat(LIMITS.expiry(behind, NOON.plus(Duration.ofHours(12)))).contains(QueueLimits.Expiry.IN_QUEUE);
    }

    @Test
    void aRunThatNobodyTakesIsMeasuredFromWhenItCouldHaveBegun() {
        QueuedRun next = new QueuedRun(new UUID(0, 1), 1, NOON, NOON.plus(Duration.ofHours(2)), null);

        assertThat(LIMITS.expiry(next, NOON.plus(Duration.ofHours(5)).minusMillis(1)))
                .isEmpty();
        assertThat(LIMITS.expiry(next, NOON.plus(Duration.ofHours(5)))).contains(QueueLimits.Expiry.FOR_PLACE);
    }

    @Test
    void aRunWhoseTimeIsOverIsNotWantedWhereverItStands() {
        QueueLimits limits = new QueueLimits(Duration.ofHours(3), Duration.ofHours(1));
        QueuedRun first = new QueuedRun(new UUID(0, 1), 1, NOON, NOON, NOON.plusSeconds(60));

        assertThat(limits.expiry(first, NOON.plusSeconds(59))).isEmpty();
        assertThat(limits.expiry(first, NOON.plusSeconds(60))).contains(QueueLimits.Expiry.TIME_OVER);
    }
}
