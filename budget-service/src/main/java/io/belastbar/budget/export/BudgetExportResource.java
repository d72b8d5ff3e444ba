package io.belastbar.budget.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.export.prometheus.PrometheusRules;
import io.belastbar.budget.export.prometheus.SystemSelector;
import io.belastbar.budget.objective.PerformanceBudget;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A budget in the words of other tools. */
@Path("/api/v1/systems/{system}/budget/exports")
@RolesAllowed(Roles.VIEWER)
public class BudgetExportResource {

    private final Budgets budgets;
    private final ObjectMapper json;
    private final String address;

    BudgetExportResource(
            Budgets budgets,
            ObjectMapper json,
            @ConfigProperty(name = "belastbar.escalation.public-url") Optional<String> address) {
        this.budgets = budgets;
        this.json = json;
        this.address = address.map(url -> url.replaceAll("/+$", "")).orElse("");
    }

    @GET
    @Path("/k6")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The endpoints' promises as k6 options: {\"thresholds\": …}")
    @Answers({404, 409})
    public Uni<Response> k6(@PathParam("system") String system, @Context HttpHeaders request) {
        return export(system, request, budget -> json(Map.of("thresholds", K6Thresholds.of(budget))));
    }

    /**
     * @param label by which Prometheus tells the system's requests from those of others; {@code job} where nobody says
     * @param value of that label; the system's id where nobody says
     */
    @GET
    @Path("/prometheus")
    @Produces("application/yaml")
    @Operation(
            summary =
                    "The endpoints' promises as Prometheus rules: percentiles, burn rates of error budgets, and what says"
                            + " that these could not fire. label and value select the system's requests, else job and its id")
    @Answers({404, 409})
    public Uni<Response> prometheus(
            @PathParam("system") String system,
            @QueryParam("label") String label,
            @QueryParam("value") String value,
            @Context HttpHeaders request) {
        var selector = SystemSelector.of(system, label, value);
        return export(system, request, budget -> PrometheusRules.of(system, budget, selector, address));
    }

    @GET
    @Path("/openslo")
    @Produces("application/yaml")
    @Operation(
            summary =
                    "Percentiles and rates as OpenSLO v1; store such a document as a budget document to import it. label and"
                            + " value as for prometheus")
    @Answers({404, 409})
    public Uni<Response> openslo(
            @PathParam("system") String system,
            @QueryParam("label") String label,
            @QueryParam("value") String value,
            @Context HttpHeaders request) {
        var selector = SystemSelector.of(system, label, value);
        return export(system, request, budget -> OpenSloExport.of(system, budget, selector));
    }

    /** Tagged by what is written: another version of this program may write the same promises otherwise. */
    private Uni<Response> export(String system, HttpHeaders request, Function<PerformanceBudget, String> writer) {
        return budgets.latestPromises(system)
                .map(found -> found.orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system)))
                .map(budget -> writer.apply(budget.complete()))
                .map(text -> ConditionalResponses.ok(text, Etag.of(text), request));
    }

    private String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps, lists and texts are always JSON", impossible);
        }
    }
}
