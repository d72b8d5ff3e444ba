package io.belastbar.web.problem.mapping;

import io.belastbar.web.problem.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers 401 with the challenge of the strongest mechanism, and 403. */
public class SecurityMapper {

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Uni<Response> unauthorized(RoutingContext context, UriInfo uri) {
        HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
        Uni<ChallengeData> challenge =
                authenticator == null ? Uni.createFrom().nullItem() : authenticator.getChallenge(context);
        return challenge.map(data -> unauthorized(data, uri));
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure, UriInfo uri) {
        return ProblemResponses.of(403, "your role does not allow this", List.of(), uri.getPath());
    }

    private static Response unauthorized(ChallengeData challenge, UriInfo uri) {
        Problem problem =
                ProblemResponses.problem(401, "send a valid token: Authorization: Bearer …", List.of(), uri.getPath());
        Response.ResponseBuilder answer =
                Response.status(401).type(Problem.MEDIA_TYPE).entity(problem);
        if (challenge == null || challenge.getHeaders().isEmpty()) {
            return answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
        }
        challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        return answer.build();
    }
}
