package io.belastbar.capacity.cost.price;

import io.belastbar.web.document.ChangeHeaders;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.StoredDocument;
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
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What more capacity of a system costs: {@code prices.yml}. */
@Path("/api/v1/systems/{system}/prices")
public class PricesResource {

    private static final String YAML = "application/yaml";

    private final PricesKind kind;
    private final DocumentStore store;
    private final DocumentRepository documents;

    PricesResource(PricesKind kind, DocumentStore store, DocumentRepository documents) {
        this.kind = kind;
        this.store = store;
        this.documents = documents;
    }

    /** The answer to a PUT; unchanged content keeps version, time and author. */
    public record Receipt(
            String system,
            int version,
            String currency,
            int steps,
            Instant updatedAt,
            String updatedBy,
            boolean changed) {}

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({YAML, "text/yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store the price list; identical content makes no new version")
    @Answers({200, 201})
    public Uni<Response> put(@PathParam("system") String system, @BeanParam ChangeHeaders headers, byte[] document) {
        return store.store(kind, system, kind.id(), document, headers)
                .map(outcome -> outcome.answer(new Receipt(
                        system,
                        outcome.stored().version(),
                        outcome.understood().currency(),
                        outcome.understood().steps().size(),
                        outcome.stored().updatedAt(),
                        outcome.stored().updatedBy(),
                        outcome.changed())));
    }

    @DELETE
    @RolesAllowed(Roles.ENGINEER)
    @Operation(summary = "Take the price list away, as its next version")
    @Answers({204, 404})
    public Uni<Response> remove(@PathParam("system") String system, @BeanParam ChangeHeaders headers) {
        return store.remove(kind, system, kind.id(), headers)
                .replaceWith(() -> Response.noContent().build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml"})
    @Operation(summary = "The price list as it was sent")
    @Answers(404)
    public Uni<Response> document(@PathParam("system") String system, @Context HttpHeaders request) {
        return inForce(system).map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5")
    @Operation(summary = "What was understood of the price list")
    @Answers(404)
    public Uni<Response> view(@PathParam("system") String system, @Context HttpHeaders request) {
        return inForce(system)
                .map(stored -> ConditionalResponses.ok(
                        kind.json().write(Reading.of(kind, stored).orThrow()), stored.viewEtag(), request));
    }

    private Uni<StoredDocument> inForce(String system) {
        return documents
                .inForce(kind.id(), system, kind.id(), DocumentRepository.NEWEST)
                .map(found -> found.orElseThrow(
                        () -> new NotFound("prices (store some with: belastbar apply -f FOLDER) for system", system)));
    }

    /** The versions of the price list. */
    @Path("/api/v1/systems/{system}/prices/versions")
    public static class Versions extends VersionsResource {

        Versions(PricesKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
