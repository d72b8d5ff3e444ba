package io.belastbar.loadtest.catalog;

import io.belastbar.web.document.ChangeHeaders;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.VersionsResource;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;

/** The scenarios of a system. */
@Path("/api/v1/systems/{system}/scenarios")
@Produces(MediaType.APPLICATION_JSON)
public class ScenarioResource {

    private static final String YAML = "application/yaml";

    private final Scenarios scenarios;
    private final ScenarioKind kind;
    private final DocumentStore store;

    ScenarioResource(Scenarios scenarios, ScenarioKind kind, DocumentStore store) {
        this.scenarios = scenarios;
        this.kind = kind;
        this.store = store;
    }

    /** The answer to a PUT; unchanged content keeps version, time and author. */
    public record Receipt(
            String system,
            String name,
            int version,
            String target,
            Instant updatedAt,
            String updatedBy,
            boolean changed) {}

    /** Stores a scenario; 201 for a new one, 200 for a new version or for the same content again. */
    @PUT
    @Path("/{name}")
    @Consumes({YAML, "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
    @RolesAllowed(Roles.ENGINEER)
    @Answers({200, 201})
    public Uni<Response> put(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @BeanParam ChangeHeaders headers,
            byte[] document) {
        return store.store(kind, system, name, document, headers)
                .map(outcome -> outcome.answer(new Receipt(
                        system,
                        name,
                        outcome.stored().version(),
                        outcome.understood().mainTarget(),
                        outcome.stored().updatedAt(),
                        outcome.stored().updatedBy(),
                        outcome.changed())));
    }

    /** The scenario as it was sent. */
    @GET
    @Path("/{name}")
    @Produces({YAML, MediaType.APPLICATION_JSON})
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> get(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders headers) {
        boolean summary = headers.getAcceptableMediaTypes().contains(MediaType.APPLICATION_JSON_TYPE);
        return scenarios
                .latest(system, name)
                .map(found -> found.orElseThrow(() -> new NotFound("scenario", name)))
                .map(stored -> summary
                        ? ConditionalResponses.ok(
                                ScenarioSummary.of(stored), stored.document().viewEtag(), headers)
                        : ConditionalResponses.ok(
                                stored.document().content(), stored.document().etag(), headers));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<ScenarioSummary>> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        String after = cursor == null ? "" : Cursor.decode(cursor, 1).parts().getFirst();
        return scenarios
                .list(system, after, size + 1)
                .map(rows ->
                        Page.of(rows.stream().map(ScenarioSummary::of).toList(), size, last -> Cursor.of(last.name())));
    }

    /** The versions of scenarios. */
    @Path("/api/v1/systems/{system}/scenarios/{name}/versions")
    public static class Versions extends VersionsResource {

        Versions(ScenarioKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
