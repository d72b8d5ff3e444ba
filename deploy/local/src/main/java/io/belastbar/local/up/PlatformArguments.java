package io.belastbar.local.up;

import io.belastbar.local.SourceTree;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.launch.ChildService;
import io.belastbar.local.launch.Extent;
import io.belastbar.local.launch.PlatformOptions;
import io.belastbar.local.launch.PortPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which platform to start; shared by {@code up} and {@code demo}. */
public final class PlatformArguments {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--base-port",
            paramLabel = "PORT",
            description = "The first of 36 ports on loopback (up: 18700; demo: the first free ones).")
    private Integer basePort;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Where the state is kept (up: BELASTBAR_HOME or ~/.belastbar; demo: a temporary folder).")
    private Path home;

    @Option(names = "--tenants", paramLabel = "N", description = "Organisations of the sample system (default: 40).")
    private Integer tenants;

    @Option(
            names = "--employees-per-tenant",
            paramLabel = "N",
            description = "Employees of each organisation (default: 1000).")
    private Integer employeesPerTenant;

    @Option(
            names = "--ha",
            arity = "0..1",
            paramLabel = "async|sync",
            fallbackValue = "ASYNC",
            description =
                    "Give the sample a second instance, its own PostgreSQL primary and standby and its own Redis behind a"
                            + " fault proxy, and open the control door (async unless sync is said: commits then wait"
                            + " for the standby).")
    private Extent.Replicated ha;

    public Path home() {
        return home;
    }

    public Integer basePort() {
        return basePort;
    }

    /** @throws ParameterException naming the option and the value received */
    public PlatformOptions toOptions(BelastbarHome chosenHome, int chosenBasePort, boolean withSample) {
        try {
            return new PlatformOptions(
                    SourceTree.root(),
                    chosenHome,
                    new PortPlan(chosenBasePort),
                    extent(withSample),
                    sampleProperties());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private Extent extent(boolean withSample) {
        if (ha != null && !withSample) {
            throw new IllegalArgumentException("--ha is about the sample: leave --no-sample out");
        }
        return ha == null ? Extent.of(ChildService.wanted(withSample)) : Extent.highlyAvailable(ha);
    }

    private Map<String, String> sampleProperties() {
        var properties = new LinkedHashMap<String, String>();
        putPositive(properties, "smartbav.tenants", "--tenants", tenants);
        putPositive(properties, "smartbav.employees-per-tenant", "--employees-per-tenant", employeesPerTenant);
        return properties;
    }

    private static void putPositive(Map<String, String> properties, String name, String option, Integer value) {
        if (value == null) {
            return;
        }
        if (value < 1) {
            throw new IllegalArgumentException(option + " should be at least 1: was " + value);
        }
        properties.put(name, value.toString());
    }
}
