package io.belastbar.identity;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Names one process among its replicas, from its start to its end. A process that is started again has another name, so
 * what an earlier one held is never taken for its own.
 */
public record InstanceName(String value) {
    private static final int HOST_MAX = 63;

    /**
     * The host's name, because people look for it, and 32 bits drawn at this start, because hosts share names. What
     * cannot stand in a key, a log line or a metric becomes a hyphen.
     */
    public static InstanceName of(String host, RandomGenerator random) {
        String legible = host.strip().replaceAll("[^A-Za-z0-9._:-]", "-");
        String cut = legible.substring(0, Math.min(HOST_MAX, legible.length()));
        return new InstanceName(
                (cut.isEmpty() ? "unnamed" : cut) + "-" + HexFormat.of().toHexDigits(random.nextInt()));
    }

    @Override
    public String toString() {
        return value;
    }
}
