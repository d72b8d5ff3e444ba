package io.belastbar.budget.document;

import io.belastbar.web.document.ChangeHeaders;
import io.belastbar.web.document.DocumentStore;
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

/** The named documents that together are a system's budget. */
@Path("/api/v1/systems/{system}/budget/documents/{name}")
public class BudgetDocumentResource {

    private static final String YAML = "application/yaml";

    private final BudgetKind kind;
    private final DocumentStore store;
    private final BudgetCache budgets;

    BudgetDocumentResource(BudgetKind kind, DocumentStore store, BudgetCache budgets) {
        this.kind = kind;
        this.store = store;
        this.budgets = budgets;
    }

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({YAML, "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store one of a budget's documents; identical content makes no new version")
    @Answers({200, 201})
    public Uni<Response> put(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @BeanParam ChangeHeaders headers,
            byte[] content) {
        return store.store(kind, system, name, content, headers)
                .map(outcome -> outcome.answer(BudgetReceipt.of(outcome)));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The document as stored, byte for byte")
    public Uni<Response> document(
            @PathParam("system") String system, @PathParam("name") String name, @Context HttpHeaders request) {
        return budgets.document(system, name)
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("budget document", system + "/" + name))
                .map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request));
    }

    @DELETE
    @RolesAllowed(Roles.ENGINEER)
    @Operation(summary = "Take a document away, as the budget's next version")
    @Answers(204)
    public Uni<Response> remove(
            @PathParam("system") String system, @PathParam("name") String name, @BeanParam ChangeHeaders headers) {
        return store.remove(kind, system, name, headers)
                .replaceWith(() -> Response.noContent().build());
    }
}
