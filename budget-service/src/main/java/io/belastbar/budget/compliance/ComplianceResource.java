package io.belastbar.budget.compliance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.document.InvalidInput;
import io.belastbar.report.ReportTime;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.report.ReportResponses.Form;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether a system keeps its promises: for pipelines, for a pull request, for people. */
@Path("/api/v1/systems/{system}/reports/performance-budget-compliance{format:(\\.(json|md|html))?}")
@RolesAllowed(Roles.VIEWER)
public class ComplianceResource {

    private final CompileCompliance reports;
    private final SystemZone zones;
    private final ObjectMapper json;

    ComplianceResource(CompileCompliance reports, SystemZone zones, ObjectMapper json) {
        this.reports = reports;
        this.zones = zones;
        this.json = json;
    }

    @GET
    @RunOnVirtualThread
    @Produces({MediaType.APPLICATION_JSON, "text/markdown", MediaType.TEXT_HTML})
    @Operation(
            summary =
                    "Every promise with its newest verdict; .md and .html in German or English, ?run= for one run, with"
                            + " &budgetVersion= held against that version")
    @Answers(404)
    public Response report(
            @PathParam("system") String system,
            @PathParam("format") String ending,
            @QueryParam("format") String format,
            @QueryParam("run") String run,
            @QueryParam("budgetVersion") Integer budgetVersion,
            @QueryParam("lang") @DefaultValue("en") String lang,
            @Context HttpHeaders request) {
        var language = ReportResponses.language(lang);
        if (budgetVersion != null && run == null) {
            throw InvalidInput.of("budgetVersion", "needs run: the run that was held against it", "" + budgetVersion);
        }
        var report = budgetVersion == null ? reports.report(system, run) : reports.report(system, run, budgetVersion);
        var page = new CompliancePage(report, new ReportTime(language, zones.of(system)));
        return ReportResponses.of(Form.JSON, () -> text(report))
                .or(Form.MARKDOWN, page::markdown)
                .or(Form.HTML, page::html)
                .answer(ending.isEmpty() ? format : ending, request);
    }

    private String text(ComplianceReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report is plain data", impossible);
        }
    }
}
