package io.belastbar.web.security;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may call. Nothing configured and OIDC off: every call is answered 401. */
@ConfigMapping(prefix = "belastbar.security")
public interface SecurityConfig {

    /** Accepted API tokens by principal. */
    Map<String, Token> tokens();

    /** The token this service sends to other services. */
    Optional<String> serviceToken();

    /** One accepted token. */
    interface Token {
        /** SHA-256 of the token, 64 hex digits. */
        String sha256();

        /** Roles of the caller, comma separated. */
        Set<String> roles();
    }
}
