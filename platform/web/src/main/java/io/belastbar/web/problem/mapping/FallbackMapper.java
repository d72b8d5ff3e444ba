package io.belastbar.web.problem.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.web.problem.Problem;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Answers everything else: what JAX-RS decides (404, 405, 406, 413, 415), outages (503), and surprises (500). */
public class FallbackMapper {

    private static final Logger LOG = Logger.getLogger(FallbackMapper.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final List<BackingAddress> backing;

    FallbackMapper(
            @ConfigProperty(name = "quarkus.datasource.reactive.url") Optional<String> postgresql,
            @ConfigProperty(name = "quarkus.redis.hosts") Optional<String> redis) {
        this.backing = Stream.concat(
                        postgresql.stream().flatMap(url -> BackingAddress.all("PostgreSQL", url, 5432).stream()),
                        redis.stream().flatMap(url -> BackingAddress.all("Redis", url, 6379).stream()))
                .toList();
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException failure, UriInfo uri, SimpleResourceInfo endpoint) {
        Response answer = failure.getResponse();
        if (failure.getCause() instanceof JsonProcessingException unreadable) {
            return InputMapper.unreadable(unreadable, uri.getPath());
        }
        // Somebody made a body on purpose, or it is a redirect.
        if (answer.hasEntity() || answer.getStatus() < 400) {
            return answer;
        }
        if (answer.getStatus() == 500) {
            return internal(failure, uri.getPath());
        }
        // JAX-RS says 404 for a parameter that cannot be converted, and keeps the failed conversion as the cause.
        if (failure instanceof NotFoundException && failure.getCause() != null) {
            return wrongType(ParameterMapper.errors(endpoint, uri), uri);
        }
        String detail = said(failure, endpoint).orElseGet(() -> detail(answer.getStatus(), uri));
        Problem problem = ProblemResponses.problem(answer.getStatus(), detail, List.of(), uri.getPath());
        Response.ResponseBuilder copy =
                Response.status(answer.getStatus()).type(Problem.MEDIA_TYPE).entity(problem);
        copyHeader(answer, copy, HttpHeaders.ALLOW);
        copyHeader(answer, copy, HttpHeaders.RETRY_AFTER);
        return copy.build();
    }

    @ServerExceptionMapper
    public Response any(Throwable failure, UriInfo uri) {
        Optional<Response> refusal = OutageMapper.refusal(failure).map(status -> refused(status, failure, uri));
        return refusal.or(() -> outage(failure, uri)).orElseGet(() -> internal(failure, uri.getPath()));
    }

    private static Response wrongType(List<ProblemError> errors, UriInfo uri) {
        if (errors.isEmpty()) {
            return ProblemResponses.of(400, "a parameter has the wrong type", List.of(), uri.getPath());
        }
        ProblemError first = errors.getFirst();
        return ProblemResponses.of(
                Problem.of(new InvalidInput(first.pointer() + " " + first.rule(), errors), uri.getPath()));
    }

    /**
     * What an endpoint says that refuses by an exception of JAX-RS. Before an endpoint is found, the framework speaks, and
     * without a message JAX-RS repeats the status.
     */
    private static Optional<String> said(WebApplicationException failure, SimpleResourceInfo endpoint) {
        boolean refusal = failure instanceof NotFoundException
                || failure instanceof BadRequestException
                || failure instanceof ServiceUnavailableException;
        return Optional.ofNullable(failure.getMessage())
                .filter(message -> refusal && endpoint.getResourceClass() != null && !message.startsWith("HTTP "));
    }

    private static Response refused(int status, Throwable failure, UriInfo uri) {
        LOG.warnf("Value refused by PostgreSQL: path=%s cause=%s", uri.getPath(), failure.toString());
        String detail = status == 400
                ? "the input has a value that cannot be stored, such as a character or a number without a place"
                : "the input contradicts what is stored";
        return ProblemResponses.of(status, detail, List.of(), uri.getPath());
    }

    private Optional<Response> outage(Throwable failure, UriInfo uri) {
        return OutageMapper.whatIsAway(failure, backing).map(what -> away(what, failure, uri));
    }

    /** A 500: an id for the caller, the failure for the log. */
    static Response internal(Throwable failure, String path) {
        String id = UUID.randomUUID().toString();
        LOG.errorf(failure, "Unexpected failure: errorId=%s path=%s", id, path);
        return ProblemResponses.of(500, "an unexpected error; the log knows more under this id", List.of(), id);
    }

    private static Response away(String what, Throwable failure, UriInfo uri) {
        LOG.warnf("Backing service away: what=%s path=%s cause=%s", what, uri.getPath(), failure.toString());
        return ProblemResponses.unavailable(what, RETRY_AFTER, uri.getPath());
    }

    private static String detail(int status, UriInfo uri) {
        return switch (status) {
            case 404 -> "there is nothing at " + uri.getPath();
            case 405 -> "this method is not offered here";
            case 406 -> "none of the accepted media types is offered here";
            case 413 -> "the body is too large";
            case 415 -> "this media type is not accepted here";
            default -> "the request cannot be answered";
        };
    }

    private static void copyHeader(Response from, Response.ResponseBuilder to, String name) {
        if (from.getHeaderString(name) != null) {
            to.header(name, from.getHeaderString(name));
        }
    }
}
