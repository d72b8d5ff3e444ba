package io.belastbar.faulttolerance.breaker;

import io.belastbar.contracts.BreakerStatus;
import java.time.Instant;

/** What one instance's breaker looks like now; {@code nextRetryAt} is null unless it is open. */
public record BreakerSnapshot(
        String name, BreakerStatus status, int failureCount, int failureThreshold, Instant nextRetryAt) {}
