package io.belastbar.local.run;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.launch.EnvironmentTargets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Which targets a platform of one's own must know.
 *
 * @param wanted what the scenario names
 * @param registered what the command line registers
 * @param sampleAllowed whether the sample system may be started
 */
record TargetPlan(Set<String> wanted, List<LoadTarget> registered, boolean sampleAllowed) {
    private static final Set<String> SAMPLE =
            Set.of("smartbav-api", "smartbav-insurer", "smartbav-sap", "smartbav-db", "smartbav-app-db");

    /** Whether the scenario puts load on the sample system. */
    boolean needsSample() {
        return sampleAllowed && wanted.stream().anyMatch(name -> SAMPLE.contains(name) && !isRegistered(name));
    }

    Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        registered.forEach(target -> settings.putAll(target.settings()));
        return settings;
    }

    /**
     * Says so before a platform is started for nothing.
     *
     * @throws CommandFailure when nobody registered a target that the scenario names
     */
    void requireKnown(UnaryOperator<String> environment, Path scenario) {
        for (String name : wanted) {
            boolean known = isRegistered(name)
                    || sampleAllowed && SAMPLE.contains(name)
                    || environment.apply(EnvironmentTargets.variable(name)) != null;
            if (!known) {
                throw new CommandFailure(
                        ExitCodes.INVALID_INPUT,
                        "%s: target %s is not registered: add --target %s=URL".formatted(scenario, name, name));
            }
        }
    }

    private boolean isRegistered(String name) {
        return registered.stream().anyMatch(target -> target.name().equals(name));
    }
}
