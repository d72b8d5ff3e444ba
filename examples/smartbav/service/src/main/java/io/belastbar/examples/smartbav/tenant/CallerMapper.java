package io.belastbar.examples.smartbav.tenant;

import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who calls, and for which tenant: from the signed token, never from the request's body or path. */
@RequestScoped
public class CallerMapper {
    /** The role every logged-in user has. */
    public static final String BROKER = "broker";

    /** The token's claim that names the tenant. */
    public static final String ORGANIZATION = "organization_id";

    private final JsonWebToken token;

    CallerMapper(JsonWebToken token) {
        this.token = token;
    }

    public String organizationId() {
        return token.getClaim(ORGANIZATION);
    }
}
