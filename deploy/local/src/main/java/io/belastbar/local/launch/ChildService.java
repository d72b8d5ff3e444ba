package io.belastbar.local.launch;

import java.util.Arrays;
import java.util.List;

/** The processes that {@code up} starts besides the infrastructure. */
public enum ChildService {
    INSURER("insurer", "examples/smartbav/insurer", 11, 64, false, true),
    DASHBOARD("dashboard", "dashboard", 0, 64, false, false),
    SMARTBAV("smartbav", "examples/smartbav/service", 10, 128, true, true),
    LOADTEST("loadtest", "loadtest-service", 3, 192, true, false),
    BUDGET("budget", "budget-service", 1, 112, true, false),
    PROFILING("profiling", "profiling-service", 2, 112, true, false),
    CHAOS("chaos", "chaos-service", 4, 96, true, false),
    CAPACITY("capacity", "capacity-service", 5, 96, true, false);

    private final String shortName;
    private final String module;
    private final int portOffset;
    private final int heapMegabytes;
    private final boolean needsInfrastructure;
    private final boolean sample;

    ChildService(
            String shortName,
            String module,
            int portOffset,
            int heapMegabytes,
            boolean needsInfrastructure,
            boolean sample) {
        this.shortName = shortName;
        this.module = module;
        this.portOffset = portOffset;
        this.heapMegabytes = heapMegabytes;
        this.needsInfrastructure = needsInfrastructure;
        this.sample = sample;
    }

    /** As in {@code belastbar.url.<name>}. */
    public String shortName() {
        return shortName;
    }

    /** The module's folder below the root. */
    public String module() {
        return module;
    }

    int portOffset() {
        return portOffset;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    boolean needsInfrastructure() {
        return needsInfrastructure;
    }

    public static List<ChildService> wanted(boolean withSample) {
        return Arrays.stream(values())
                .filter(service -> withSample || !service.sample)
                .toList();
    }
}
