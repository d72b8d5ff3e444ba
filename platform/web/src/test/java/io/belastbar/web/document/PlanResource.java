package io.belastbar.web.document;

import io.belastbar.web.http.ConditionalResponses;
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

/** The door of plans. */
@Path("/api/v1/systems/{system}/plans/{name}")
public class PlanResource {

    private final PlanKind kind;
    private final DocumentStore store;
    private final DocumentRepository documents;

    PlanResource(PlanKind kind, DocumentStore store, DocumentRepository documents) {
        this.kind = kind;
        this.store = store;
        this.documents = documents;
    }

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({"application/yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> put(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @BeanParam ChangeHeaders headers,
            byte[] document) {
        return store.store(kind, system, name, document, headers)
                .map(outcome -> outcome.answer(DocumentVersion.of(outcome.stored())));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces("application/yaml")
    public Uni<Response> get(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders request) {
        return documents
                .inForce(kind.id(), system, name, DocumentRepository.NEWEST)
                .map(found -> found.orElseThrow(() -> new NotFound("plan", name)))
                .map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request));
    }

    @DELETE
    @RolesAllowed(Roles.ENGINEER)
    public Uni<Response> remove(
            @PathParam("system") String system, @PathParam("name") String name, @BeanParam ChangeHeaders headers) {
        return store.remove(kind, system, name, headers)
                .replaceWith(Response.noContent().build());
    }

    /** The versions of plans. */
    @Path("/api/v1/systems/{system}/plans/{name}/versions")
    public static class Versions extends VersionsResource {

        Versions(PlanKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
