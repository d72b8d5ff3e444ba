package io.belastbar.budget.escalation.channel;

import io.belastbar.budget.escalation.rules.Receivers;
import io.belastbar.service.ChosenNames;
import io.belastbar.web.problem.TargetNotAllowed;
import io.belastbar.web.target.CredentialStore;
import io.belastbar.web.target.TargetRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The receivers that the configuration of this installation names. */
@ApplicationScoped
class ConfiguredReceiversConfig implements Receivers {

    private static final String ESCALATION = "belastbar.escalation.";

    private final TargetRegistry targets;
    private final CredentialStore credentials;
    private final DeliveryConfig config;

    ConfiguredReceiversConfig(TargetRegistry targets, CredentialStore credentials, DeliveryConfig config) {
        this.targets = targets;
        this.credentials = credentials;
        this.config = config;
    }

    @Override
    public Optional<String> target(String name) {
        var found = targets.find(name);
        if (found.isEmpty()) {
            return Optional.of("is a registered target: " + set("belastbar.targets." + name + ".url"));
        }
        return found.get().isWebAddress()
                ? Optional.empty()
                : Optional.of("is a registered target with an address that begins with http");
    }

    @Override
    public Optional<String> signingKey(String target) {
        return config.signingKeys().containsKey(target)
                ? Optional.empty()
                : Optional.of("has a key that signs its messages: " + set(ESCALATION + "signing-keys." + target));
    }

    @Override
    public Optional<String> email(String name) {
        if (!config.emails().containsKey(name)) {
            return Optional.of("is the name of a configured address: " + set(ESCALATION + "emails." + name));
        }
        return config.from().isPresent()
                ? Optional.empty()
                : Optional.of("needs a sender for e-mail: " + set(ESCALATION + "from"));
    }

    @Override
    public Optional<String> credentials(String name) {
        try {
            credentials.require(name);
            return Optional.empty();
        } catch (TargetNotAllowed unknown) {
            return Optional.of("is the name of configured credentials: " + set("belastbar.credentials." + name));
        }
    }

    private static String set(String key) {
        return "set " + ChosenNames.variable(key) + " (" + key + ")";
    }
}
