package io.belastbar.local.launch;

import java.util.Arrays;
import java.util.List;

/** The processes that {@code up} starts besides the infrastructure. */
public enum ChildService {
    INSURER("insurer", "examples/smartbav/insurer", 11, JvmFlags.small(64), Traits.SAMPLE),
    DASHBOARD("dashboard", "dashboard", 0, JvmFlags.small(64), Traits.STANDALONE),
    SMARTBAV("smartbav", "examples/smartbav/service", 10, JvmFlags.small(128), Traits.SAMPLE_WITH_INFRASTRUCTURE),
    LOADTEST("loadtest", "loadtest-service", 3, JvmFlags.loadGenerator(256), Traits.WITH_INFRASTRUCTURE),
    BUDGET("budget", "budget-service", 1, JvmFlags.small(112), Traits.WITH_INFRASTRUCTURE),
    PROFILING("profiling", "profiling-service", 2, JvmFlags.small(112), Traits.WITH_INFRASTRUCTURE),
    CHAOS("chaos", "chaos-service", 4, JvmFlags.small(96), Traits.WITH_INFRASTRUCTURE),
    CAPACITY("capacity", "capacity-service", 5, JvmFlags.small(96), Traits.WITH_INFRASTRUCTURE);

    private final String shortName;
    private final String module;
    private final int portOffset;
    private final List<String> jvmFlags;
    private final Traits traits;

    ChildService(String shortName, String module, int portOffset, List<String> jvmFlags, Traits traits) {
        this.shortName = shortName;
        this.module = module;
        this.portOffset = portOffset;
        this.jvmFlags = jvmFlags;
        this.traits = traits;
    }

    private enum Traits {
        STANDALONE,
        WITH_INFRASTRUCTURE,
        SAMPLE,
        SAMPLE_WITH_INFRASTRUCTURE
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

    /** Compiler, collector, stack and heap; the same in training and in use, or the start-up archive is refused. */
    List<String> jvmFlags() {
        return jvmFlags;
    }

    boolean needsInfrastructure() {
        return traits == Traits.WITH_INFRASTRUCTURE || traits == Traits.SAMPLE_WITH_INFRASTRUCTURE;
    }

    /** Whether it belongs to the sample system under test. */
    public boolean isSample() {
        return traits == Traits.SAMPLE || traits == Traits.SAMPLE_WITH_INFRASTRUCTURE;
    }

    public static List<ChildService> wanted(boolean withSample) {
        return Arrays.stream(values())
                .filter(service -> withSample || !service.isSample())
                .toList();
    }

    /** What a load run needs: the generator, the keeper of budgets, and the sample if it is the target. */
    public static List<ChildService> forLoadRun(boolean withSample) {
        return wanted(withSample).stream()
                .filter(service -> service.isSample() || service == LOADTEST || service == BUDGET)
                .toList();
    }
}
