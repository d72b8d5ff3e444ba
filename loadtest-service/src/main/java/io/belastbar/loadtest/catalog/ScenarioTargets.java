package io.belastbar.loadtest.catalog;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.scenario.WithinTarget;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.TargetRegistry;
import java.net.URI;

/** Whether the targets of a scenario are registered, of the kind that its steps need, and all that its steps ask. */
final class ScenarioTargets {

    private ScenarioTargets() {}

    /** @throws TargetNotAllowed for a name that nobody registered */
    static void require(Scenario scenario, TargetRegistry targets) {
        if (scenario.target() != null) {
            URI url = targets.require(scenario.target()).url();
            requireScheme("/target", scenario.target(), url, "http", "https");
        }
        if (scenario.database() != null) {
            URI url = targets.require(scenario.database()).url();
            requireScheme("/database", scenario.database(), url, "postgresql", "postgres");
        }
    }

    /** @throws InvalidInput for a step that would leave its target, stored before that was refused */
    static void requireWithin(Scenario scenario) {
        for (SendStep step : scenario.sends()) {
            if (step instanceof RequestStep request) {
                WithinTarget.broken(request).ifPresent(rule -> {
                    throw InvalidInput.of("/steps", rule, request.name());
                });
            }
        }
    }

    private static void requireScheme(String pointer, String name, URI url, String scheme, String alternative) {
        if (!scheme.equals(url.getScheme()) && !alternative.equals(url.getScheme())) {
            throw InvalidInput.of(
                    pointer, "must be a target of kind " + scheme, name + " is " + url.getScheme() + "://…");
        }
    }
}
