package io.belastbar.loadtest.catalog;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.Scenario;
import io.belastbar.load.scenario.Step.SendStep;
import io.belastbar.load.scenario.WithinTarget;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import java.net.URI;

/**
 * Whether the targets of a scenario are registered with all that a run needs, of the kind that its steps need, and all that
 * its steps ask.
 */
final class ScenarioTargets {

    private ScenarioTargets() {}

    /** @throws TargetNotAllowed for a name that nobody registered, or without the credential or authority that it needs */
    static void require(Scenario scenario, TargetRegistry targets, CredentialStore credentials) {
        if (scenario.target() != null) {
            URI url = targets.require(scenario.target()).url();
            requireScheme("/target", scenario.target(), url, "http", "https");
            requireAuthority(targets.require(scenario.target()));
        }
        if (scenario.database() != null) {
            URI url = targets.require(scenario.database()).url();
            requireScheme("/database", scenario.database(), url, "postgresql", "postgres");
            requireAuthority(targets.require(scenario.database()));
            credentials.require(scenario.database());
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

    private static void requireAuthority(Target target) {
        target.trust().authorities(target.name());
    }

    private static void requireScheme(String pointer, String name, URI url, String scheme, String alternative) {
        if (!scheme.equals(url.getScheme()) && !alternative.equals(url.getScheme())) {
            throw InvalidInput.of(
                    pointer, "must be a target of kind " + scheme, name + " is " + url.getScheme() + "://…");
        }
    }
}
