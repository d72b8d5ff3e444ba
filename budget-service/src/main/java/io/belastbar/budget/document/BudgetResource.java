package io.belastbar.budget.document;

import io.belastbar.web.document.ChangeHeaders;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The performance budget of a system: its main document, and the view of all its documents together. */
@Path("/api/v1/systems/{system}/budget")
public class BudgetResource {

    private static final String YAML = "application/yaml";

    private final BudgetKind kind;
    private final DocumentStore store;
    private final BudgetCache budgets;

    BudgetResource(BudgetKind kind, DocumentStore store, BudgetCache budgets) {
        this.kind = kind;
        this.store = store;
        this.budgets = budgets;
    }

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({YAML, "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store a performance budget; identical content makes no new version")
    @Answers({200, 201})
    public Uni<Response> put(@PathParam("system") String system, @BeanParam ChangeHeaders headers, byte[] content) {
        return store.store(kind, system, BudgetKind.MAIN, content, headers)
                .map(outcome -> outcome.answer(BudgetReceipt.of(outcome)));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml", "application/x-yaml"})
    @Operation(summary = "The document as stored, byte for byte")
    @Answers(404)
    public Uni<Response> document(@PathParam("system") String system, @Context HttpHeaders request) {
        return budgets.document(system, BudgetKind.MAIN)
                .onItem()
                .ifNull()
                .failWith(() -> none(system))
                .map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5")
    @Operation(summary = "What was understood of all the system's budget documents, now or at a version")
    @Answers(404)
    public Uni<Response> view(
            @PathParam("system") String system, @QueryParam("version") Integer version, @Context HttpHeaders request) {
        return (version == null ? budgets.view(system) : budgets.view(system, version))
                .onItem()
                .ifNull()
                .failWith(() -> none(system))
                .map(view -> ConditionalResponses.ok(view.json(), new Etag(view.tag()), request));
    }

    private static NotFound none(String system) {
        return new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system);
    }
}
