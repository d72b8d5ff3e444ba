package io.belastbar.chaos.runbook.store;

import io.belastbar.chaos.runbook.Origin;
import io.belastbar.web.document.ChangeHeaders;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.document.VersionsResource;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
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
import java.time.Duration;
import java.time.Instant;
import java.time.Period;

/** The runbooks of a system. */
@Path("/api/v1/systems/{system}/runbooks")
@Produces(MediaType.APPLICATION_JSON)
public class RunbookResource {

    private static final String YAML = "application/yaml";

    private final Runbooks runbooks;
    private final RunbookKind kind;
    private final DocumentStore store;

    RunbookResource(Runbooks runbooks, RunbookKind kind, DocumentStore store) {
        this.runbooks = runbooks;
        this.kind = kind;
        this.store = store;
    }

    /**
     * The answer to a PUT; unchanged content keeps version, time and author.
     *
     * @param origin the language it is written in, and what of it cannot be carried out here
     */
    public record Receipt(
            String system,
            String name,
            int version,
            int steps,
            Instant updatedAt,
            String updatedBy,
            boolean changed,
            Origin origin) {}

    /**
     * One of a list.
     *
     * @param frequency how often it is due (ISO 8601, P1M); null if nothing is said
     * @param readable whether this version of the service still reads it
     */
    public record Item(
            String name,
            int version,
            String title,
            String criticalFunction,
            String frequency,
            Long rtoMs,
            Long rpoMs,
            Instant updatedAt,
            String updatedBy,
            boolean readable) {

        static Item of(StoredDocument stored, Reading<RunbookSummary> reading) {
            var purpose = reading.optional().map(RunbookSummary::purpose);
            return new Item(
                    stored.name(),
                    stored.version(),
                    purpose.map(known -> known.title()).orElse(stored.name()),
                    purpose.map(known -> known.criticalFunction()).orElse(null),
                    purpose.map(known -> known.frequency())
                            .filter(period -> !period.isZero())
                            .map(Period::toString)
                            .orElse(null),
                    purpose.flatMap(known -> known.rto())
                            .map(Duration::toMillis)
                            .orElse(null),
                    purpose.flatMap(known -> known.rpo())
                            .map(Duration::toMillis)
                            .orElse(null),
                    stored.updatedAt(),
                    stored.updatedBy(),
                    purpose.isPresent());
        }
    }

    /** Stores a runbook; 201 for a new one, 200 for a new version or for the same content again. */
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
                        outcome.understood().steps(),
                        outcome.stored().updatedAt(),
                        outcome.stored().updatedBy(),
                        outcome.changed(),
                        outcome.understood().origin())));
    }

    /** The runbook as it was sent. */
    @GET
    @Path("/{name}")
    @Produces(YAML)
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> get(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders headers) {
        return runbooks.latest(system, name)
                .map(found -> found.orElseThrow(() -> new NotFound("runbook", name)))
                .map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), headers));
    }

    /** By name. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<Item>> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        String after = cursor == null ? "" : Cursor.decode(cursor, 1).parts().getFirst();
        return runbooks.list(system, after, size + 1)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> Page.of(
                        rows.stream()
                                .map(stored -> Item.of(stored, Reading.of(kind, stored)))
                                .toList(),
                        size,
                        last -> Cursor.of(last.name())));
    }

    /** The versions of runbooks. */
    @Path("/api/v1/systems/{system}/runbooks/{name}/versions")
    public static class Versions extends VersionsResource {

        Versions(RunbookKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
