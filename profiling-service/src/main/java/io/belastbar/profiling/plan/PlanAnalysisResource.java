package io.belastbar.profiling.plan;

import io.belastbar.plans.answer.PlanAnalysis;
import io.belastbar.plans.answer.PlanAnswer;
import io.belastbar.plans.answer.PlanPage;
import io.belastbar.plans.input.PlanInput;
import io.belastbar.report.ReportLanguage;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.report.ReportResponses.Form;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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

/**
 * Says where the time of execution plans goes, and what would make them better. Nothing is stored and no database is
 * asked, so that whoever may read may ask.
 */
@Path("/api/v1/plan-analyses")
public class PlanAnalysisResource {

    @POST
    @RolesAllowed(Roles.VIEWER)
    @RunOnVirtualThread
    @Consumes({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, "text/csv", MediaType.APPLICATION_OCTET_STREAM})
    @Produces({MediaType.APPLICATION_JSON, "text/markdown", MediaType.TEXT_HTML})
    @Operation(
            summary = "Analyse EXPLAIN's JSON, alone or as psql prints it, or PostgreSQL's log (text, csvlog, jsonlog);"
                    + " by ?format=md|html or Accept as a page, ?lang=de|en")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PlanAnswer.class)))
    public Response analyse(
            byte[] body,
            @QueryParam("format") String format,
            @QueryParam("lang") String lang,
            @Context HttpHeaders request) {
        var language = ReportResponses.language(lang, request, ReportLanguage.ENGLISH);
        var analysis = PlanAnalysis.of(PlanInput.text(body));
        return ReportResponses.data(
                        asked -> Response.ok(PlanAnswer.of(analysis)).build())
                .or(Form.MARKDOWN, () -> new PlanPage(language).markdown(analysis))
                .or(Form.HTML, () -> new PlanPage(language).html(analysis))
                .in(language)
                .answer(format, request);
    }
}
