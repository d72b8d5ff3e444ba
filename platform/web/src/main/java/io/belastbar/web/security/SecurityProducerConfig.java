package io.belastbar.web.security;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the plain security types from configuration. */
final class SecurityProducerConfig {

    @Produces
    @Singleton
    TokenTable tokenTable(SecurityConfig config) {
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
