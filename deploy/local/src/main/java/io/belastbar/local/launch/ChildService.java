package io.belastbar.local.launch;

import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A process that {@code up} starts besides the infrastructure: the listed services, the dashboard and the sample.
 *
 * @param shortName as in {@code belastbar.url.<name>}
 * @param module the module's folder below the root
 * @param portOffset from the base port
 * @param jvmFlags compiler, collector, stack and heap; the same in training and in use, or the start-up archive is
 *     refused
 */
public record ChildService(
        String shortName, String module, int portOffset, List<String> jvmFlags, boolean needsInfrastructure) {
    public static final ChildService DASHBOARD =
            new ChildService("dashboard", "dashboard", 0, JvmFlags.small(64), false);
    static final ChildService INSURER =
            new ChildService("insurer", "examples/smartbav/insurer", 11, JvmFlags.small(64), false);
    static final ChildService SAP = new ChildService("sap", "examples/smartbav/sap", 12, JvmFlags.small(64), false);
    static final ChildService SMARTBAV =
            new ChildService("smartbav", "examples/smartbav/service", 10, JvmFlags.small(128), true);
    /** The same application again, on the standby's side. */
    static final ChildService SMARTBAV_2 =
            new ChildService("smartbav-2", SMARTBAV.module(), 13, SMARTBAV.jvmFlags(), true);

    /** What takes a load run, and what keeps the budget that it is held against. */
    private static final Set<String> OF_A_LOAD_RUN = Set.of("loadtest", "budget");

    /** Whether it belongs to the sample system under test. */
    public boolean isSample() {
        return this.equals(INSURER) || this.equals(SAP) || this.equals(SMARTBAV) || this.equals(SMARTBAV_2);
    }

    /** Whose passwords, secrets and start-up archive it has: a second instance those of the first. */
    String account() {
        return this.equals(SMARTBAV_2) ? SMARTBAV.shortName() : shortName;
    }

    public static List<ChildService> wanted(boolean withSample) {
        return Stream.concat(
                        Stream.of(INSURER, SAP, DASHBOARD, SMARTBAV),
                        Services.all().stream().map(ChildService::of))
                .filter(service -> withSample || !service.isSample())
                .toList();
    }

    /** With a sample of two instances, of which either may be lost. */
    static List<ChildService> wantedTwice() {
        return wanted(true).stream()
                .flatMap(service -> service.equals(SMARTBAV) ? Stream.of(SMARTBAV, SMARTBAV_2) : Stream.of(service))
                .toList();
    }

    /** What a load run needs: the generator, the keeper of budgets, and the sample if it is the target. */
    public static List<ChildService> forLoadRun(boolean withSample) {
        return wanted(withSample).stream()
                .filter(service -> service.isSample() || OF_A_LOAD_RUN.contains(service.shortName()))
                .toList();
    }

    private static ChildService of(ListedService listed) {
        var flags = listed.bothCompilers()
                ? JvmFlags.loadGenerator(listed.heapMegabytes())
                : JvmFlags.small(listed.heapMegabytes());
        return new ChildService(listed.name(), listed.module(), listed.portOffset(), flags, true);
    }
}
