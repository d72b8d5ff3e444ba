package io.belastbar.web.security;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the plain security types from configuration. */
final class SecurityProducerConfig {

    private static final Logger LOG = Logger.getLogger(SecurityProducerConfig.class);

    @Produces
    @Singleton
    TokenTable tokenTable(
            SecurityConfig config, @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean oidcEnabled) {
        if (config.tokens().isEmpty() && !oidcEnabled) {
            LOG.warn("No API tokens (belastbar.security.tokens) and OIDC is off: every call will be answered 401");
        }
        return new TokenTable(config.tokens().entrySet().stream()
                .map(e -> TokenTable.Entry.of(
                        e.getKey(), e.getValue().sha256(), e.getValue().roles()))
                .toList());
    }

    @Produces
    @Singleton
    ServiceToken serviceToken(SecurityConfig config) {
        return new ServiceToken(config.serviceToken().orElse(""));
    }
}
