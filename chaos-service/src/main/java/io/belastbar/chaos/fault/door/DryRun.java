package io.belastbar.chaos.fault.door;

import io.belastbar.chaos.fault.FaultRequest;
import io.belastbar.chaos.fault.admission.AdmitFault;
import java.util.Map;

/**
 * What a fault would be, which may be injected as things stand now.
 *
 * @param hash by which it is approved for production
 */
public record DryRun(
        boolean possible, String type, String target, Map<String, Object> parameters, long durationMs, String hash) {

    static DryRun of(FaultRequest tried) {
        return new DryRun(
                true,
                tried.action().type(),
                tried.action().target(),
                tried.action().parameters(),
                tried.duration().toMillis(),
                AdmitFault.hash(tried.system(), tried.action(), tried.duration()));
    }
}
