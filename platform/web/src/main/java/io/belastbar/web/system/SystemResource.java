package io.belastbar.web.system;

import io.belastbar.web.document.ChangeHeaders;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/**
 * {@code system.yml}: what a system consists of. A service that reads it switches this door on and adds
 * {@code db/system} to its migrations.
 *
 * <p>The class path is short on purpose: JAX-RS chooses the class first, and a longer one would hide a service's own
 * {@code /systems/{system}/…} methods.
 */
@IfBuildProperty(name = "belastbar.web.systems", stringValue = "true")
@Path("/api/v1")
public class SystemResource {

    private final DescribedSystems systems;
    private final SystemKind kind;
    private final DocumentStore store;

    SystemResource(DescribedSystems systems, SystemKind kind, DocumentStore store) {
        this.systems = systems;
        this.kind = kind;
        this.store = store;
    }

    /** What a write answers. */
    public record Stored(
            String system, int version, int targets, Instant updatedAt, String updatedBy, boolean changed) {}

    @GET
    @Path("/systems/{system}")
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.APPLICATION_JSON, "application/yaml", "text/yaml"})
    @Answers(404)
    public Uni<Response> get(@PathParam("system") String system, @Context HttpHeaders headers) {
        boolean yaml = headers.getAcceptableMediaTypes().getFirst().getSubtype().contains("yaml");
        return systems.current(system)
                .map(found -> found.orElseThrow(() -> new NotFound("system description", system)))
                .map(stored -> answer(stored, yaml, headers));
    }

    @PUT
    @Path("/systems/{system}")
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({"application/yaml", "text/yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Answers({200, 201})
    public Uni<Response> put(@PathParam("system") String system, @BeanParam ChangeHeaders headers, byte[] document) {
        return store.store(kind, system, SystemKind.ID, document, headers)
                .map(outcome -> outcome.answer(new Stored(
                        system,
                        outcome.stored().version(),
                        outcome.understood().targets().size(),
                        outcome.stored().updatedAt(),
                        outcome.stored().updatedBy(),
                        outcome.changed())));
    }

    private Response answer(StoredDocument stored, boolean yaml, HttpHeaders headers) {
        Response response = yaml
                ? ConditionalResponses.ok(stored.content(), stored.etag(), headers)
                : ConditionalResponses.ok(systems.understood(stored), stored.viewEtag(), headers);
        return Response.fromResponse(response)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }
}
