package io.belastbar.chaos.fault.action;

import io.belastbar.chaos.fault.field.ActionFields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * It answers slowly. Proves that callers give up in time, that a breaker opens, and that others are not held up.
 *
 * @param latencyMs how slowly, in milliseconds
 * @param jitterMs an answer takes so much more or less, in milliseconds, uniformly
 * @param percentage of the calls, above 0 up to 100
 */
public record SimulatorLatency(Simulated simulated, String target, int latencyMs, int jitterMs, double percentage)
        implements SimulatorFault {
    public static final String WHAT = "latency";
    public static final int LATENCY_MAX_MS = 120_000;

    public static SimulatorLatency read(Simulated simulated, ActionFields fields) {
        int latencyMs = fields.millis("latency", 1, LATENCY_MAX_MS);
        return new SimulatorLatency(
                simulated,
                fields.target(),
                latencyMs,
                fields.optionalMillis("jitter", 0, LATENCY_MAX_MS).orElse(0),
                fields.percentage());
    }

    @Override
    public String type() {
        return simulated.type(WHAT);
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("latencyMs", latencyMs);
        if (jitterMs > 0) {
            all.put("jitterMs", jitterMs);
        }
        ActionFields.put(all, percentage);
        return all;
    }
}
