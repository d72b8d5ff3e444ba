package io.belastbar.loadtest.report;

import io.belastbar.load.report.RunReport;
import io.belastbar.load.report.RunReportCsv;
import io.belastbar.load.report.RunReportJson;
import io.belastbar.load.report.RunReportJunit;
import io.belastbar.load.report.page.HtmlReport;
import io.belastbar.report.ReportLanguage;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** A finished run's report, for people and for pipelines. */
@Path("/api/v1")
@RunOnVirtualThread
public class RunReportResource {

    private static final String REPORT = "/test-runs/{id}/report";

    private final ReportRun reports;
    private final SystemZone zones;

    RunReportResource(ReportRun reports, SystemZone zones) {
        this.reports = reports;
        this.zones = zones;
    }

    /** One page that needs nothing else. */
    @GET
    @Path(REPORT + ".html")
    @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    @Answers(409)
    public Response html(
            @PathParam("id") String id,
            @QueryParam("lang") @DefaultValue("en") String lang,
            @Context HttpHeaders headers) {
        ReportLanguage language = ReportResponses.language(lang);
        RunReport report = report(id);
        ZoneId zone = zones.of(report.result().identity().system());
        return answer(HtmlReport.write(report, language, zone), headers);
    }

    /** JUnit: one case a threshold. */
    @GET
    @Path(REPORT + ".xml")
    @Produces(MediaType.APPLICATION_XML + ";charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    @Answers(409)
    public Response junit(@PathParam("id") String id, @Context HttpHeaders headers) {
        return answer(RunReportJunit.write(report(id)), headers);
    }

    /** One line for each second, step and tenant; written as it is made, however long the run was. */
    @GET
    @Path(REPORT + ".csv")
    @Produces("text/csv;charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    @Answers(409)
    public StreamingOutput csv(@PathParam("id") String id) {
        RunReport report = report(id);
        return out -> {
            Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            RunReportCsv.write(report, lines);
            lines.flush();
        };
    }

    @GET
    @Path(REPORT + ".json")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Answers(409)
    public Response json(@PathParam("id") String id, @Context HttpHeaders headers) {
        return answer(RunReportJson.write(report(id)), headers);
    }

    private RunReport report(String id) {
        return reports.of(NotFound.uuid("test run", id));
    }

    private static Response answer(String body, HttpHeaders headers) {
        return ConditionalResponses.ok(body, Etag.of(body), headers);
    }
}
