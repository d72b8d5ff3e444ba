package io.belastbar.loadtest.catalog;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.LoadModel;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.ScenarioLimits;
import java.util.Optional;

/** Whether a scenario that was read once still asks for no more than is allowed. */
final class ScenarioBounds {

    private ScenarioBounds() {}

    /** @throws InvalidInput for the first limit that it breaks */
    static void require(Scenario scenario, ScenarioLimits limits) {
        int users = Optional.ofNullable(scenario.load().maxUsers()).orElse(0);
        int steps =
                scenario.flows().stream().mapToInt(flow -> flow.steps().size()).sum();
        int connections = Math.max(
                Optional.ofNullable(scenario.connections()).orElse(0),
                scenario.sql().connections());
        atMost("/load/users", users, limits.maxUsers());
        atMost("/load/rate", rate(scenario.load()), limits.maxPerSecond());
        atMost(
                "/load/duration",
                scenario.duration().toSeconds(),
                limits.maxDuration().toSeconds());
        atMost("/steps", steps, limits.maxSteps());
        atMost("/connections", connections, limits.maxConnections());
        atMost("/tenants", scenario.tenants().names().size(), limits.maxTenants());
    }

    private static double rate(LoadModel load) {
        return load instanceof LoadModel.Open open ? open.peakPerSecond() : 0;
    }

    private static void atMost(String pointer, double asked, double limit) {
        if (asked > limit) {
            throw InvalidInput.of(pointer, "must be at most %.0f by now".formatted(limit), "%.0f".formatted(asked));
        }
    }
}
