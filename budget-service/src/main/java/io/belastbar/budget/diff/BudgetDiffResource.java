package io.belastbar.budget.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.document.VersionedBudget;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.report.ReportTime;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.SystemZone;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What changed between two versions of a budget. */
@Path("/api/v1/systems/{system}/budget/diff")
@RunOnVirtualThread
@RolesAllowed(Roles.VIEWER)
public class BudgetDiffResource {

    private static final int STEPS_MAX = 200;

    private final Budgets budgets;
    private final SystemZone zones;
    private final ObjectMapper json;

    BudgetDiffResource(Budgets budgets, SystemZone zones, ObjectMapper json) {
        this.budgets = budgets;
        this.zones = zones;
        this.json = json;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What became stricter and what looser; by default between the previous and the newest version")
    @Answers(404)
    public Response json(
            @PathParam("system") String system,
            @QueryParam("from") Integer from,
            @QueryParam("to") Integer to,
            @Context HttpHeaders request) {
        var text = text(report(system, from, to));
        return ConditionalResponses.ok(text, Etag.of(text), request);
    }

    @GET
    @Produces("text/markdown;qs=0.5")
    @Operation(summary = "The same as a page, in German or English")
    @Answers(404)
    public Response markdown(
            @PathParam("system") String system,
            @QueryParam("from") Integer from,
            @QueryParam("to") Integer to,
            @QueryParam("lang") @DefaultValue("en") String lang,
            @Context HttpHeaders request) {
        var language = ReportResponses.language(lang);
        var report = report(system, from, to);
        var text = DiffPage.markdown(report, new ReportTime(language, zones.of(system)));
        return ConditionalResponses.ok(text, Etag.of(text), request);
    }

    private DiffReport report(String system, Integer from, Integer to) {
        var newest = Await.of(budgets.latestPromises(system))
                .orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system))
                .version();
        int last = to == null ? newest : to;
        int first = from == null ? Math.max(1, last - 1) : from;
        var diff = BudgetDiff.between(promises(system, first, "from"), promises(system, last, "to"));
        var steps = Await.of(budgets.history(system, Math.max(first, last) + 1, STEPS_MAX)).stream()
                .filter(stored -> stored.version() > Math.min(first, last))
                .map(stored -> new DiffReport.Step(
                        stored.version(),
                        stored.name(),
                        stored.updatedAt(),
                        stored.updatedBy(),
                        stored.reason(),
                        stored.removed()))
                .sorted(Comparator.comparingInt(DiffReport.Step::version))
                .toList();
        return new DiffReport(system, first, last, steps, diff.changes());
    }

    private PerformanceBudget promises(String system, int version, String field) {
        return Await.of(budgets.promises(system, version))
                .map(VersionedBudget::complete)
                .orElseThrow(() -> InvalidInput.of(field, "must be a version of the budget", "" + version));
    }

    /** Tagged by what it says: another version of this program may say it otherwise. */
    private String text(DiffReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report is always JSON", impossible);
        }
    }
}
