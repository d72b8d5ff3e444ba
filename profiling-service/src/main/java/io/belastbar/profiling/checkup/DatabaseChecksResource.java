package io.belastbar.profiling.checkup;

import io.belastbar.jobs.Await;
import io.belastbar.profiling.check.DatabaseCheck;
import io.belastbar.profiling.database.TargetUnavailable;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.problem.Unavailable;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.report.ReportResponses.Form;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.system.SystemDescription;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

/** What is wrong with a system's database: asked now, or as it was seen last. */
@Path("/api/v1/systems/{system}/database-checks")
@Produces(MediaType.APPLICATION_JSON)
public class DatabaseChecksResource {
    private static final Logger LOG = Logger.getLogger(DatabaseChecksResource.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final DescribedSystems systems;
    private final CheckJob job;
    private final CheckReportRepository reports;

    DatabaseChecksResource(DescribedSystems systems, CheckJob job, CheckReportRepository reports) {
        this.systems = systems;
        this.job = job;
        this.reports = reports;
    }

    @POST
    @RolesAllowed(Roles.ENGINEER)
    @RunOnVirtualThread
    @Answers({404, 409})
    @Operation(summary = "Check the database now, all of it or ?only one check, and register what is wrong")
    public DatabaseReport check(@PathParam("system") String system, @QueryParam("only") String only) {
        var checks = DatabaseChecks.named(only);
        SystemDescription description = description(system);
        String target = target(description);
        try {
            return job.check(description, target, checks);
        } catch (TargetUnavailable away) {
            LOG.warnf("Target database away: system=%s target=%s reason=%s", system, target, away.getMessage());
            throw new Unavailable("the database " + target, RETRY_AFTER);
        }
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @RunOnVirtualThread
    @Produces({MediaType.APPLICATION_JSON, "text/markdown", MediaType.TEXT_HTML})
    @Operation(
            summary =
                    "What the checks saw last, all or ?only one, as JSON or by ?format=md|html or Accept, ?lang=de|en")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DatabaseReport.class)))
    @Answers({404, 409})
    public Response last(
            @PathParam("system") String system,
            @QueryParam("only") String only,
            @QueryParam("format") String format,
            @QueryParam("lang") String lang,
            @Context HttpHeaders request) {
        SystemDescription description = description(system);
        var asked = DatabaseChecks.named(only).stream().map(DatabaseCheck::name).toList();
        DatabaseReport report =
                Await.of(reports.find(system, target(description))).only(asked);
        var language = ReportResponses.language(lang, request, ReportLanguage.GERMAN);
        var page = new CheckPage(new ReportTime(language, description.zone()));
        return ReportResponses.data(headers -> Response.ok(report).build())
                .or(Form.MARKDOWN, () -> page.markdown(report))
                .or(Form.HTML, () -> page.html(report))
                .in(language)
                .answer(format, request);
    }

    private SystemDescription description(String system) {
        return Await.of(systems.description(system)).orElseThrow(() -> new NotFound("system description", system));
    }

    private static String target(SystemDescription description) {
        return description
                .database()
                .orElseThrow(() -> new Conflict(description.system() + " has no postgresql target"));
    }
}
