package io.belastbar.web.security;

import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * {@code Authorization: Bearer <API token>}. Asked before OIDC; a token it does not know it leaves to OIDC, and if OIDC
 * is off the caller stays unknown: 401 wherever a role is needed.
 */
@ApplicationScoped
public class BearerTokenMechanism implements HttpAuthenticationMechanism {

    // OIDC asks at 1001.
    private static final int BEFORE_OIDC = 2000;
    private static final String SCHEME = "Bearer ";

    private final TokenTable tokens;

    BearerTokenMechanism(TokenTable tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return Uni.createFrom()
                .item(bearer(context)
                        .flatMap(token -> tokens.lookUp(token).map(caller -> identity(caller, token)))
                        .orElse(null));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        String challenge = bearer(context).isPresent()
                ? "Bearer realm=\"belastbar\", error=\"invalid_token\""
                : "Bearer realm=\"belastbar\"";
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", challenge));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    @Override
    public int getPriority() {
        return BEFORE_OIDC;
    }

    private static Optional<String> bearer(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        boolean present = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return present ? Optional.of(header.substring(SCHEME.length()).strip()) : Optional.empty();
    }

    private static SecurityIdentity identity(TokenTable.Caller caller, String token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.principal()))
                .addRoles(caller.roles())
                .addCredential(new TokenCredential(token, "bearer"))
                .build();
    }
}
