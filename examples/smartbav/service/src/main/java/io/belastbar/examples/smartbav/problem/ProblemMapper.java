package io.belastbar.examples.smartbav.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where failures become problem details. */
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    // character_not_in_repertoire, untranslatable_character: what PostgreSQL says of NUL
    private static final Set<String> UNSTORABLE_TEXT = Set.of("22021", "22P05");
    private static final Duration DATABASE_RETRY = Duration.ofSeconds(5);

    @ServerExceptionMapper
    Response failure(Failure failure) {
        return switch (failure) {
            case Failure.InvalidInput invalid ->
                problem(400, invalid.getMessage(), invalid.errors()).build();
            case Failure.BadCredentials bad -> unauthorized(bad.getMessage());
            case Failure.BadSignature bad -> unauthorized(bad.getMessage());
            case Failure.NotFound notFound ->
                problem(404, notFound.getMessage(), List.of()).build();
            case Failure.TooMany tooMany -> retry(429, tooMany.getMessage(), tooMany.retryAfter());
            case Failure.Unavailable away -> retry(503, away.getMessage(), away.retryAfter());
        };
    }

    // The second one is named because Quarkus brings a mapper of its own for it.
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response notJson(JsonProcessingException notJson) {
        var pointer = notJson instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                        .collect(Collectors.joining())
                : "";
        var location = notJson.getLocation();
        var rule = location == null
                ? "should be JSON of the documented shape"
                : "should be JSON of the documented shape, see line %d column %d"
                        .formatted(location.getLineNr(), location.getColumnNr());
        return problem(400, "the body cannot be read", List.of(new FieldError(pointer, rule, null)))
                .build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized() {
        return unauthorized("a valid access token is needed: POST /auth/login");
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return problem(403, "the caller may not do this", List.of()).build();
    }

    @ServerExceptionMapper
    Response web(WebApplicationException web) {
        if (web.getCause() instanceof JsonProcessingException notJson) {
            return notJson(notJson);
        }
        int status = web.getResponse().getStatus();
        return status >= 500
                ? unexpected(web)
                : problem(status, web.getMessage(), List.of()).build();
    }

    @ServerExceptionMapper({ConnectException.class, VertxException.class})
    Response disconnected() {
        return databaseAway();
    }

    @ServerExceptionMapper
    Response database(PgException failure) {
        if (UNSTORABLE_TEXT.contains(String.valueOf(failure.getSqlState()))) {
            return problem(400, "the input has a character that no text may have", List.of())
                    .build();
        }
        return DatabaseOutage.isOutage(failure.getSqlState()) ? databaseAway() : unexpected(failure);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        var id = UUID.randomUUID();
        LOG.errorf(failure, "Request failed errorId=%s", id);
        return problem(500, "internal error " + id, List.of()).build();
    }

    private static Response databaseAway() {
        return retry(503, "the database is not available", DATABASE_RETRY);
    }

    private static Response retry(int status, String detail, Duration after) {
        return problem(status, detail, List.of())
                .header(HttpHeaders.RETRY_AFTER, Math.max(1, after.toSeconds()))
                .build();
    }

    private static Response unauthorized(String detail) {
        return problem(401, detail, List.of())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    private static Response.ResponseBuilder problem(int status, String detail, List<FieldError> errors) {
        var known = Response.Status.fromStatusCode(status);
        var title = known == null ? "Error" : known.getReasonPhrase();
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem("about:blank", title, status, detail, errors));
    }
}
