package io.belastbar.capacity.analysis.rule;

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

/** What the daily analysis of a system recommends, and when: its {@code analysis-rules.yml}. */
@Path("/api/v1/systems/{system}/analysis-rules")
public class AnalysisRulesResource {

    private static final String YAML = "application/yaml";

    private final AnalysisRulesKind kind;
    private final DocumentStore store;
    private final DocumentRepository documents;

    AnalysisRulesResource(AnalysisRulesKind kind, DocumentStore store, DocumentRepository documents) {
        this.kind = kind;
        this.store = store;
        this.documents = documents;
    }

    /** The answer to a PUT; unchanged content keeps version, time and author. */
    public record Receipt(
            String system, int version, int rules, Instant updatedAt, String updatedBy, boolean changed) {}

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({YAML, "text/yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store rules that stand in for the built-in ones; identical content makes no new version")
    @Answers({200, 201})
    public Uni<Response> put(@PathParam("system") String system, @BeanParam ChangeHeaders headers, byte[] document) {
        return store.store(kind, system, kind.id(), document, headers)
                .map(outcome -> outcome.answer(new Receipt(
                        system,
                        outcome.stored().version(),
                        outcome.understood().rules().size(),
                        outcome.stored().updatedAt(),
                        outcome.stored().updatedBy(),
                        outcome.changed())));
    }

    @DELETE
    @RolesAllowed(Roles.ENGINEER)
    @Operation(summary = "Take the rules away, as their next version: the built-in ones hold again")
    @Answers({204, 404})
    public Uni<Response> remove(@PathParam("system") String system, @BeanParam ChangeHeaders headers) {
        return store.remove(kind, system, kind.id(), headers)
                .replaceWith(() -> Response.noContent().build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml"})
    @Operation(summary = "The rules as they were sent")
    @Answers(404)
    public Uni<Response> document(@PathParam("system") String system, @Context HttpHeaders request) {
        return inForce(system).map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5")
    @Operation(summary = "What was understood of the rules")
    @Answers(404)
    public Uni<Response> view(@PathParam("system") String system, @Context HttpHeaders request) {
        return inForce(system)
                .map(stored -> ConditionalResponses.ok(
                        kind.json().write(Reading.of(kind, stored).orThrow()), stored.viewEtag(), request));
    }

    private Uni<StoredDocument> inForce(String system) {
        return documents
                .inForce(kind.id(), system, kind.id(), DocumentRepository.NEWEST)
                .map(found -> found.orElseThrow(() -> new NotFound(
                        "analysis rules of its own (the built-in ones hold: "
                                + AnalysisRules.builtIn().actions()
                                + "; store others with: belastbar apply -f FOLDER) for system",
                        system)));
    }

    /** The versions of the rules. */
    @Path("/api/v1/systems/{system}/analysis-rules/versions")
    public static class Versions extends VersionsResource {

        Versions(AnalysisRulesKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
