package io.belastbar.web.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Gives engineers, operators and auditors the role viewer as well, wherever their roles come from. */
@ApplicationScoped
class ImpliedRolesAugmentor implements SecurityIdentityAugmentor {

    private static final Set<String> IMPLY_VIEWER = Set.of(Roles.ENGINEER, Roles.OPERATOR, Roles.AUDITOR);

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        boolean implied = identity.getRoles().stream().anyMatch(IMPLY_VIEWER::contains);
        return Uni.createFrom()
                .item(
                        implied
                                ? QuarkusSecurityIdentity.builder(identity)
                                        .addRole(Roles.VIEWER)
                                        .build()
                                : identity);
    }
}
