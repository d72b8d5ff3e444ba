package io.belastbar.budget.export;

import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A budget in the words of other tools. */
@Path("/api/v1/systems/{system}/budget/exports")
@RolesAllowed(Roles.VIEWER)
public class BudgetExportResource {

    private final Budgets budgets;

    BudgetExportResource(Budgets budgets) {
        this.budgets = budgets;
    }

    @GET
    @Path("/k6")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The endpoints' promises as k6 options: {\"thresholds\": …}")
    @Answers({404, 409})
    public Uni<Response> k6(@PathParam("system") String system, @Context HttpHeaders request) {
        return export(system, "k6", request, budget -> Map.of("thresholds", K6Thresholds.of(budget.complete())));
    }

    @GET
    @Path("/prometheus")
    @Produces("application/yaml")
    @Operation(summary = "The endpoints' promises as Prometheus alert rules, with burn rates for error rates")
    @Answers({404, 409})
    public Uni<Response> prometheus(@PathParam("system") String system, @Context HttpHeaders request) {
        return export(system, "prometheus", request, budget -> PrometheusRules.of(system, budget.complete()));
    }

    @GET
    @Path("/openslo")
    @Produces("application/yaml")
    @Operation(summary = "Percentiles and rates as OpenSLO v1; store such a document as a budget document to import it")
    @Answers({404, 409})
    public Uni<Response> openslo(@PathParam("system") String system, @Context HttpHeaders request) {
        return export(system, "openslo", request, budget -> OpenSloExport.of(system, budget.complete()));
    }

    private Uni<Response> export(
            String system, String format, HttpHeaders request, Function<VersionedBudget, Object> writer) {
        return budgets.latestPromises(system)
                .map(found -> found.orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system)))
                .map(budget -> ConditionalResponses.ok(
                        writer.apply(budget), Etag.of(system + "/" + budget.version() + "/" + format), request));
    }
}
