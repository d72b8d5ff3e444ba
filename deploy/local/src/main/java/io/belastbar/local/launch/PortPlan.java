package io.belastbar.local.launch;

import io.belastbar.local.ha.SamplePorts;
import io.belastbar.service.Services;

/** Which port is whose, counted from the base port. */
public record PortPlan(int base) {
    public static final int DEFAULT_BASE = Services.BASE_PORT;
    private static final int HIGHEST_OFFSET = 35;
    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65535;

    public PortPlan {
        if (base < LOWEST || base + HIGHEST_OFFSET > HIGHEST) {
            throw new IllegalArgumentException(
                    "base port should be between %d and %d: was %d".formatted(LOWEST, HIGHEST - HIGHEST_OFFSET, base));
        }
    }

    public int postgres() {
        return base + 20;
    }

    public int kafka() {
        return base + 21;
    }

    public int kafkaController() {
        return base + 22;
    }

    public int redis() {
        return base + 23;
    }

    /** Those of the sample's own servers. */
    SamplePorts sample() {
        return new SamplePorts(base);
    }

    public int of(ChildService service) {
        return base + service.portOffset();
    }
}
