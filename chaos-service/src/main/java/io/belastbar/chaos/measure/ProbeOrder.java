package io.belastbar.chaos.measure;

import io.belastbar.chaos.measure.probe.ProbeSchedule;
import io.belastbar.resilience.measure.report.Targets;
import java.time.Duration;

/**
 * What a probe is to do.
 *
 * @param target a registered database: the address that the application uses
 * @param credentials the name of the login; that of the target where null
 * @param stability how long no write may fail until it counts as recovered
 * @param targets what is to be reached
 */
public record ProbeOrder(
        String target, String credentials, ProbeSchedule schedule, Duration stability, Targets targets) {

    public ProbeOrder {
        credentials = credentials == null ? target : credentials;
    }
}
