package io.belastbar.budget.performance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.report.ReportTime;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.report.ReportResponses.Form;
import io.belastbar.web.report.TimeParameter;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.SystemZone;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How a system did over the last hour, day or week. */
@Path("/api/v1/systems/{system}/performance-report{format:(\\.(json|md|html))?}")
@RolesAllowed(Roles.VIEWER)
public class PerformanceReportResource {

    private final CompilePerformance reports;
    private final SystemZone zones;
    private final ObjectMapper json;

    PerformanceReportResource(CompilePerformance reports, SystemZone zones, ObjectMapper json) {
        this.reports = reports;
        this.zones = zones;
        this.json = json;
    }

    @GET
    @RunOnVirtualThread
    @Produces({MediaType.APPLICATION_JSON, "text/markdown", MediaType.TEXT_HTML})
    @Operation(
            summary =
                    "Latest, baseline, deviation, average, min, max and p95 of every figure; .md and .html for people")
    @Answers(404)
    public Response report(
            @PathParam("system") String system,
            @PathParam("format") String ending,
            @QueryParam("format") String format,
            @QueryParam("period") String period,
            @QueryParam("to") String to,
            @QueryParam("lang") String lang,
            @Context HttpHeaders request) {
        var language = ReportResponses.language(lang);
        var report = reports.report(system, ReportPeriod.of(period), TimeParameter.read("to", to));
        var page = new PerformancePage(report, new ReportTime(language, zones.of(system)));
        return ReportResponses.of(Form.JSON, () -> text(report))
                .or(Form.MARKDOWN, page::markdown)
                .or(Form.HTML, page::html)
                .answer(ending.isEmpty() ? format : ending, request);
    }

    private String text(PerformanceReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report is plain data", impossible);
        }
    }
}
