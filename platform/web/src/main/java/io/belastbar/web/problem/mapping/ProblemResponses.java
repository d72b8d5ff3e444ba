package io.belastbar.web.problem.mapping;

import io.belastbar.document.ProblemError;
import io.belastbar.web.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Makes responses of problems. */
final class ProblemResponses {

    private ProblemResponses() {}

    static Response of(Problem problem) {
        return builder(problem).build();
    }

    static Response of(int status, String detail, List<ProblemError> errors, String instance) {
        return of(problem(status, detail, errors, instance));
    }

    static Response unavailable(String what, Duration retryAfter, String instance) {
        return retry(problem(503, what + " is not available at the moment", List.of(), instance), retryAfter);
    }

    static Response retry(Problem problem, Duration retryAfter) {
        return builder(problem)
                .header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()))
                .build();
    }

    static Problem problem(int status, String detail, List<ProblemError> errors, String instance) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        String slug = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        return Problem.of(slug, title, status, detail, errors, instance);
    }

    private static Response.ResponseBuilder builder(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
