package io.belastbar.budget.document;

import io.belastbar.budget.BudgetConfig;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.problem.TooLarge;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The performance budget of a system. */
@Path("/api/v1/systems/{system}/budget")
public class BudgetResource {

    private static final String YAML = "application/yaml";

    private final StoreBudgetHandler store;
    private final BudgetRepository budgets;
    private final SecurityIdentity caller;
    private final BudgetConfig config;

    BudgetResource(StoreBudgetHandler store, BudgetRepository budgets, SecurityIdentity caller, BudgetConfig config) {
        this.store = store;
        this.budgets = budgets;
        this.caller = caller;
        this.config = config;
    }

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({YAML, "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store a performance budget; identical content makes no new version")
    public Uni<Response> put(
            @PathParam("system") String system,
            @HeaderParam("X-File-Name") String fileName,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] content) {
        if (content.length > config.documentMax().count()) {
            throw new TooLarge("a budget may have " + config.documentMax().count() + " bytes");
        }
        var draft = BudgetDraft.read(system, content, fileName);
        return store.store(draft, ifMatch, caller.getPrincipal().getName()).map(BudgetResource::receipt);
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml", "application/x-yaml"})
    @Operation(summary = "The document as stored, byte for byte")
    public Uni<Response> document(@PathParam("system") String system, @Context HttpHeaders request) {
        return latest(system)
                .map(stored -> ConditionalResponses.ok(stored.content(), BudgetTags.document(stored), request));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5")
    @Operation(summary = "What was understood of the document")
    public Uni<Response> view(@PathParam("system") String system, @Context HttpHeaders request) {
        return latest(system)
                .map(stored -> ConditionalResponses.ok(BudgetView.of(stored), BudgetTags.view(stored), request));
    }

    private Uni<StoredBudget> latest(String system) {
        return budgets.latest(system)
                .map(stored -> stored.orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system)));
    }

    private static Response receipt(StoreBudgetHandler.Outcome outcome) {
        return Response.status(outcome.created() ? Response.Status.CREATED : Response.Status.OK)
                .entity(BudgetReceipt.of(outcome.stored(), outcome.changed()))
                .header(HttpHeaders.ETAG, outcome.etag().header())
                .build();
    }
}
