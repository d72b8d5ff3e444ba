package io.belastbar.profiling.analysis;

import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What the database did during a run; 404 until the run has ended and the facts are there. */
@Path("/api/v1/test-runs/{runId}/database-facts")
@Produces(MediaType.APPLICATION_JSON)
public class DatabaseFactsResource {
    private final DatabaseFactsRepository repository;

    DatabaseFactsResource(DatabaseFactsRepository repository) {
        this.repository = repository;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> get(@PathParam("runId") String runId, @Context HttpHeaders headers) {
        return repository
                .find(runId)
                .map(found -> found.orElseThrow(() -> new NotFound("database facts (not yet) of test run", runId)))
                .map(document -> ConditionalResponses.ok(document, Etag.of(document), headers));
    }
}
