package io.belastbar.faulttolerance.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.contracts.BreakerStatus;
import io.belastbar.faulttolerance.breaker.BreakerSnapshot;
import io.belastbar.faulttolerance.fleet.FleetView;
import io.belastbar.faulttolerance.fleet.InstanceState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One breaker as this instance sees it, and the fleet beside it.
 *
 * @param status this instance's: what a call here would meet
 * @param nextRetryAt when it admits a probe; absent unless OPEN
 * @param fleetStatus OPEN only when more than half of the instances seen lately are open
 * @param fleetComplete false when Redis did not answer, and {@code instances} holds this one only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BreakerStatusView(
        BreakerStatus status,
        int failureCount,
        int failureThreshold,
        Instant nextRetryAt,
        BreakerStatus fleetStatus,
        boolean fleetComplete,
        List<InstanceState> instances) {

    static BreakerStatusView of(BreakerSnapshot here, FleetView fleet) {
        return new BreakerStatusView(
                here.status(),
                here.failureCount(),
                here.failureThreshold(),
                toMillis(here.nextRetryAt()),
                fleet.status(),
                fleet.complete(),
                fleet.instances());
    }

    private static Instant toMillis(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
