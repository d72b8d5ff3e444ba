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
        QueuedRun behind = new QueuedRun(new UUID(0, 1), 2, NOON, null);

        assertThat(LIMITS.expiry(behind, NOON.plus(Duration.ofHours(12)).minusMillis(1)))
                .isEmpty();
        assertThat(LIMITS.expiry(behind, NOON.plus(Duration.ofHours(12)))).contains(QueueLimits.Expiry.IN_QUEUE);
    }

    @Test
    void aRunThatNobodyTakesIsMeasuredFromWhenItCouldHaveBegun() {
        QueuedRun next = new QueuedRun(new UUID(0, 1), 1, NOON, NOON.plus(Duration.ofHours(2)));

        assertThat(LIMITS.expiry(next, NOON.plus(Duration.ofHours(5)).minusMillis(1)))
                .isEmpty();
        assertThat(LIMITS.expiry(next, NOON.plus(Duration.ofHours(5)))).contains(QueueLimits.Expiry.FOR_PLACE);
    }
}
