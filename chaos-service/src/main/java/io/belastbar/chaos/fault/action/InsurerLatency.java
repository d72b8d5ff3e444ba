package io.belastbar.chaos.fault.action;

import java.util.Map;

/**
 * An insurer that answers slowly.
 *
 * @param latencyMs how slowly, in milliseconds
 */
public record InsurerLatency(String target, int latencyMs) implements FaultAction {
    public static final String TYPE = "insurer-latency";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("latencyMs", latencyMs);
    }
}
