package io.belastbar.budget.compliance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.document.InvalidInput;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.security.Roles;
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
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether a system keeps its promises: for pipelines, for a pull request, for people. */
@Path("/api/v1/systems/{system}/reports/performance-budget-compliance{format:(\\.(json|md|html))?}")
@RolesAllowed(Roles.VIEWER)
public class ComplianceResource {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final ComplianceRepository reports;
    private final ObjectMapper json;

    ComplianceResource(ComplianceRepository reports, ObjectMapper json) {
        this.reports = reports;
        this.json = json;
    }

    @GET
    @RunOnVirtualThread
    @Produces({MediaType.APPLICATION_JSON, "text/markdown", MediaType.TEXT_HTML})
    @Operation(summary = "Every promise with its newest verdict; .md and .html in German or English, ?run= for one run")
    public Response report(
            @PathParam("system") String system,
            @PathParam("format") String format,
            @QueryParam("run") String run,
            @QueryParam("lang") @DefaultValue("en") String lang,
            @Context HttpHeaders request) {
        var language = ReportLanguage.of(lang).orElseThrow(() -> InvalidInput.of("lang", "must be de or en", lang));
        var report = reports.report(system, run);
        var words = new ComplianceWords(language, ZONE);
        return switch (format) {
            case ".md" -> answer(new ComplianceMarkdown(report, words).text(), "text/markdown;charset=UTF-8", request);
            case ".html" -> answer(new CompliancePage(report, words).html(), "text/html;charset=UTF-8", request);
            default -> answer(text(report), MediaType.APPLICATION_JSON, request);
        };
    }

    private static Response answer(String text, String type, HttpHeaders request) {
        return Response.fromResponse(ConditionalResponses.ok(text, Etag.of(text), request))
                .type(type)
                .build();
    }

    private String text(ComplianceReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a report is plain data", impossible);
        }
    }
}
