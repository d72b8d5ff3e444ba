package io.belastbar.loadtest.report;

import io.belastbar.load.report.RunReport;
import io.belastbar.load.report.RunReportCsv;
import io.belastbar.load.report.RunReportJson;
import io.belastbar.load.report.RunReportJunit;
import io.belastbar.load.report.page.HtmlReport;
import io.belastbar.loadtest.run.TestRun;
import io.belastbar.loadtest.series.ResultTag;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.http.ConditionalResponses;
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
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;

/** A finished run's report, for people and for pipelines. */
@Path("/api/v1")
@RunOnVirtualThread
public class RunReportResource {

    private static final String REPORT = "/test-runs/{id}/report";

    private final ReportRun reports;
    private final SystemZone zones;
    private final ResultTag tags;

    RunReportResource(ReportRun reports, SystemZone zones, ResultTag tags) {
        this.reports = reports;
        this.zones = zones;
        this.tags = tags;
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
        TestRun run = finished(id);
        ZoneId zone = zones.of(run.system());
        return answer(run, "html " + language + " " + zone, headers, () -> {
            RunReport report = reports.of(run);
            return HtmlReport.write(report, language, zone);
        });
    }

    /** JUnit: one case a threshold. */
    @GET
    @Path(REPORT + ".xml")
    @Produces(MediaType.APPLICATION_XML + ";charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    @Answers(409)
    public Response junit(@PathParam("id") String id, @Context HttpHeaders headers) {
        TestRun run = finished(id);
        return answer(run, "xml", headers, () -> RunReportJunit.write(reports.of(run)));
    }

    /** One line for each second, step and tenant. */
    @GET
    @Path(REPORT + ".csv")
    @Produces("text/csv;charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    @Answers(409)
    public Response csv(@PathParam("id") String id, @Context HttpHeaders headers) {
        TestRun run = finished(id);
        return answer(run, "csv", headers, () -> {
            reports.requireSeconds(run);
            RunReport report = reports.of(run);
            return written(lines -> RunReportCsv.write(report, lines));
        });
    }

    @GET
    @Path(REPORT + ".json")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Answers(409)
    public Response json(@PathParam("id") String id, @Context HttpHeaders headers) {
        TestRun run = finished(id);
        return answer(run, "json", headers, () -> {
            RunReport report = reports.of(run);
            return written(text -> RunReportJson.write(report, text));
        });
    }

    private TestRun finished(String id) {
        return reports.finished(NotFound.uuid("test run", id));
    }

    private Response answer(TestRun run, String what, HttpHeaders headers, Supplier<Object> made) {
        return ConditionalResponses.made(made, tags.of(List.of(run.id()), "report " + what), headers);
    }

    private interface Text {
        void writeTo(Writer out) throws IOException;
    }

    /** Written as it is made, however long the run was. */
    private static StreamingOutput written(Text text) {
        return out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            text.writeTo(writer);
            writer.flush();
        };
    }
}
