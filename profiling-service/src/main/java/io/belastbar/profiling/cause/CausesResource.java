package io.belastbar.profiling.cause;

import io.belastbar.profiling.cause.tree.RunCauses;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.report.ReportResponses.Form;
import io.belastbar.web.security.Roles;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Why a run was as slow as it was; 404 until it has ended and it is known who called what. */
@Path("/api/v1/test-runs/{runId}/causes")
@RunOnVirtualThread
public class CausesResource {
    private final ReadCauses causes;

    CausesResource(ReadCauses causes) {
        this.causes = causes;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.APPLICATION_JSON, "text/markdown", MediaType.TEXT_HTML})
    @Operation(
            summary =
                    "Where the time of a run's endpoints went; or as a page by ?format=md|html or Accept, ?lang=de|en")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RunCauses.class)),
                @Content(mediaType = "text/markdown", schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class))
            })
    @Answers(404)
    public Response get(
            @PathParam("runId") String runId,
            @QueryParam("format") String format,
            @QueryParam("lang") String lang,
            @Context HttpHeaders headers) {
        var language = ReportResponses.language(lang, headers, ReportLanguage.ENGLISH);
        var found = causes.of(runId).orElseThrow(() -> new NotFound("causes (not yet) of test run", runId));
        return ReportResponses.data(request -> ConditionalResponses.ok(
                        found.causes(), Etag.of(found.causes().untimed()), request))
                .or(Form.MARKDOWN, () -> new CausesPage(found, language).markdown())
                .or(Form.HTML, () -> new CausesPage(found, language).html())
                .in(language)
                .answer(format, headers);
    }
}
