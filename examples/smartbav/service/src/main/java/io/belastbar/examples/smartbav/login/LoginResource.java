package io.belastbar.examples.smartbav.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.problem.Failure;
import io.belastbar.examples.smartbav.problem.FieldError;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code POST /auth/login}: an e-mail address and a password for an access token. */
@Path("/auth/login")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class LoginResource {
    private final UserRepository users;
    private final AccessTokenHandler tokens;
    private final SmartbavConfig config;
    private final PasswordHash nobody;

    LoginResource(UserRepository users, AccessTokenHandler tokens, SmartbavConfig config) {
        this.users = users;
        this.tokens = tokens;
        this.config = config;
        this.nobody = PasswordHash.of("", new byte[16], config.passwordIterations());
    }

    /** What the caller sends. */
    public record Credentials(String email, String password) {}

    /** What the caller gets; names as in RFC 6749 section 5.1, {@code expires_in} in seconds. */
    public record AccessToken(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {}

    @POST
    public Uni<AccessToken> login(Credentials credentials) {
        requireBoth(credentials);
        return users.byEmail(credentials.email().toLowerCase(Locale.ROOT))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(user -> token(verified(user, credentials.password())));
    }

    private AccessToken token(User user) {
        return new AccessToken(
                tokens.issue(user), "Bearer", config.tokenLifetime().toSeconds());
    }

    /** An unknown user costs the same time as a wrong password, so that time does not tell who exists. */
    private User verified(Optional<User> user, String password) {
        boolean matches = user.map(User::password).orElse(nobody).matches(password);
        return user.filter(known -> matches).orElseThrow(Failure.BadCredentials::new);
    }

    private static void requireBoth(Credentials credentials) {
        var errors = new ArrayList<FieldError>();
        if (credentials == null || credentials.email() == null) {
            errors.add(new FieldError("/email", "should be an e-mail address", null));
        }
        if (credentials == null || credentials.password() == null) {
            errors.add(new FieldError("/password", "should be a password", null));
        }
        if (!errors.isEmpty()) {
            throw new Failure.InvalidInput("the login is incomplete", List.copyOf(errors));
        }
    }
}
