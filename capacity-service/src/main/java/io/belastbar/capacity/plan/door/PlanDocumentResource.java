package io.belastbar.capacity.plan.door;

import io.belastbar.capacity.plan.store.PlanKind;
import io.belastbar.web.document.ChangeHeaders;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.VersionsResource;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The named documents that together are what a system plans for. */
@Path("/api/v1/systems/{system}/capacity-plan/documents/{name}")
public class PlanDocumentResource {

    private static final String YAML = "application/yaml";

    private final StorePlan store;
    private final DocumentRepository documents;

    PlanDocumentResource(StorePlan store, DocumentRepository documents) {
        this.store = store;
        this.documents = documents;
    }

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({YAML, "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store one of a plan's documents; identical content makes no new version")
    @Answers({200, 201})
    public Uni<Response> put(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @BeanParam ChangeHeaders headers,
            byte[] content) {
        return store.store(system, name, content, headers);
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml", MediaType.TEXT_PLAIN})
    @Operation(summary = "The document as stored, byte for byte")
    @Answers(404)
    public Uni<Response> document(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders request) {
        return documents
                .inForce(PlanKind.ID, system, name, DocumentRepository.NEWEST)
                .map(found -> found.orElseThrow(() -> new NotFound("capacity plan document", system + "/" + name)))
                .map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request));
    }

    @DELETE
    @RolesAllowed(Roles.ENGINEER)
    @Operation(summary = "Take a document away, as the plan's next version")
    @Answers({204, 404})
    public Uni<Response> remove(
            @PathParam("system") String system, @PathParam("name") String name, @BeanParam ChangeHeaders headers) {
        return store.remove(system, name, headers);
    }

    /** The versions of a plan's documents. */
    @Path("/api/v1/systems/{system}/capacity-plan/documents/{name}/versions")
    public static class Versions extends VersionsResource {

        Versions(PlanKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
