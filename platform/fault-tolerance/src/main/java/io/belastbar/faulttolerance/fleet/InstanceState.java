package io.belastbar.faulttolerance.fleet;

import io.belastbar.contracts.BreakerStatus;
import io.belastbar.faulttolerance.breaker.BreakerSnapshot;
import java.time.Instant;

/** One instance's breaker as the others see it; {@code nextRetryAt} is null unless it is open. */
public record InstanceState(String instance, BreakerStatus status, int failureCount, Instant nextRetryAt) {
    public static InstanceState of(String instance, BreakerSnapshot snapshot) {
        return new InstanceState(instance, snapshot.status(), snapshot.failureCount(), snapshot.nextRetryAt());
    }
}
