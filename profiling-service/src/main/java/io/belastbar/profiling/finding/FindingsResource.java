package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.finding.page.FindingOverview;
import io.belastbar.profiling.finding.page.FindingPage;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.report.ReportResponses.Form;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.SystemZone;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** A system's findings: as a list, the newest first, or as a page, the open ones first. */
@Path("/api/v1/systems/{system}/findings")
@Produces(MediaType.APPLICATION_JSON)
public class FindingsResource {
    /** What {@link Page} of findings is, for the description of this API. */
    private record FindingList(List<Finding> items, String nextCursor) {}

    private static final int PAGE_FINDINGS_MAX = 500;

    private final FindingReadRepository findings;
    private final SystemZone zones;

    FindingsResource(FindingReadRepository findings, SystemZone zones) {
        this.findings = findings;
        this.zones = zones;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @RunOnVirtualThread
    @Produces({MediaType.APPLICATION_JSON, "text/markdown", MediaType.TEXT_HTML})
    @Operation(
            summary =
                    "The newest findings, narrowed by the parameters; or all on a page, by ?format=md|html or Accept, ?lang=de|en")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FindingList.class)))
    public Response list(
            @PathParam("system") String system,
            @BeanParam FindingFilterResource filter,
            @QueryParam("limit") Integer requestedLimit,
            @QueryParam("cursor") String cursor,
            @QueryParam("format") String format,
            @QueryParam("lang") String lang,
            @Context HttpHeaders request) {
        int limit = Page.limit(requestedLimit);
        FindingQuery wanted = filter.query();
        int below = cursor == null ? Integer.MAX_VALUE : ordinal(cursor);
        var language = ReportResponses.language(lang, request, ReportLanguage.GERMAN);
        return ReportResponses.data(
                        asked -> Response.ok(page(system, wanted, below, limit)).build())
                .or(Form.MARKDOWN, () -> page(system, language).markdown(overview(system)))
                .or(Form.HTML, () -> page(system, language).html(overview(system)))
                .in(language)
                .answer(format, request);
    }

    private Page<Finding> page(String system, FindingQuery wanted, int below, int limit) {
        var rows = Await.of(findings.list(system, wanted, below, limit + 1));
        return Page.of(rows, limit, finding -> Cursor.of(FindingStepRepository.ordinal(finding)));
    }

    private FindingPage page(String system, ReportLanguage language) {
        return new FindingPage(new ReportTime(language, zones.of(system)));
    }

    private FindingOverview overview(String system) {
        return Await.of(findings.overview(system, PAGE_FINDINGS_MAX));
    }

    /** The status that a text names; a wrong one gets a problem that names the right ones. */
    static FindingStatus status(String pointer, String text) {
        return FindingFilterResource.word(pointer, text, FindingStatus.values());
    }

    private static int ordinal(String cursor) {
        String part = Cursor.decode(cursor, 1).parts().getFirst();
        if (!part.matches("\\d{1,9}")) {
            throw InvalidInput.of("cursor", "must be a nextCursor of this list", cursor);
        }
        return Integer.parseInt(part);
    }
}
