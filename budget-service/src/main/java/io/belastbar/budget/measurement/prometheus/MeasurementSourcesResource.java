package io.belastbar.budget.measurement.prometheus;

import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.DocumentStore.Outcome;
import io.belastbar.web.document.SettingsResource;
import io.belastbar.web.document.VersionsResource;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
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
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is collected from Prometheus. */
@Path("/api/v1/systems/{system}/measurement-sources")
public class MeasurementSourcesResource extends SettingsResource<MeasurementSources> {

    private final CollectionRepository collections;

    MeasurementSourcesResource(
            MeasurementSourcesKind kind,
            DocumentStore store,
            DocumentRepository documents,
            CollectionRepository collections) {
        super(kind, store, documents);
        this.collections = collections;
    }

    /** The answer to a PUT; unchanged content keeps version, time and author. */
    public record Receipt(
            String system, int version, int queries, Instant updatedAt, String updatedBy, boolean changed) {}

    @Override
    protected Receipt receipt(Outcome<MeasurementSources> outcome) {
        var stored = outcome.stored();
        return new Receipt(
                stored.system(),
                stored.version(),
                outcome.understood().queries().size(),
                stored.updatedAt(),
                stored.updatedBy(),
                outcome.changed());
    }

    @GET
    @Path("/collection")
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How the last collection went")
    @Answers(404)
    public Uni<Response> collection(@PathParam("system") String system, @Context HttpHeaders request) {
        return collections
                .outcome(system)
                .map(found ->
                        found.orElseThrow(() -> new NotFound("collection of measurements yet for system", system)))
                .map(outcome -> ConditionalResponses.ok(outcome, Etag.of(outcome), request));
    }

    /** The versions of what is collected. */
    @Path("/api/v1/systems/{system}/measurement-sources/versions")
    public static class Versions extends VersionsResource {

        Versions(MeasurementSourcesKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
