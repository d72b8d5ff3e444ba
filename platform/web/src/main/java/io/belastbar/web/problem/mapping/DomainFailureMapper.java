package io.belastbar.web.problem.mapping;

import io.belastbar.document.RefusedInput;
import io.belastbar.web.problem.DomainFailure;
import io.belastbar.web.problem.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers the failures that our own code declares, and input that it refuses. */
public class DomainFailureMapper {

    @ServerExceptionMapper
    public Response map(DomainFailure failure, UriInfo uri) {
        Problem problem = failure.problem(uri.getPath());
        return failure.retryAfter()
                .map(retryAfter -> ProblemResponses.retry(problem, retryAfter))
                .orElseGet(() -> ProblemResponses.of(problem));
    }

    @ServerExceptionMapper
    public Response map(RefusedInput refused, UriInfo uri) {
        return ProblemResponses.of(Problem.of(refused, uri.getPath()));
    }
}
