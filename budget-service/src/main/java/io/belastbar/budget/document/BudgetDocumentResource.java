package io.belastbar.budget.document;

import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** The named documents that together are a system's budget. */
@Path("/api/v1/systems/{system}/budget/documents/{name}")
public class BudgetDocumentResource {

    private final BudgetUploadHandler upload;
    private final BudgetCache budgets;

    BudgetDocumentResource(BudgetUploadHandler upload, BudgetCache budgets) {
        this.upload = upload;
        this.budgets = budgets;
    }

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({BudgetMedia.YAML, "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store one of a budget's documents; identical content makes no new version")
    public Uni<Response> put(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @HeaderParam(BudgetMedia.FILE_NAME) String fileName,
            @HeaderParam(BudgetMedia.CHANGE_REASON) String reason,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] content) {
        return upload.store(system, name, content, fileName, reason, ifMatch);
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
    public Uni<Response> remove(
            @PathParam("system") String system,
            @PathParam("name") String name,
            @HeaderParam(BudgetMedia.CHANGE_REASON) String reason,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return upload.remove(system, name, reason, ifMatch);
    }
}
