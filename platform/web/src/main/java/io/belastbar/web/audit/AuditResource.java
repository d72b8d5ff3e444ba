package io.belastbar.web.audit;

import io.belastbar.document.InvalidInput;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.report.TimeParameter;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The audit log of this service, for auditors only. */
@Path("/api/v1/audit")
public class AuditResource {
    private static final String CSV = "text/csv";

    /** What {@link Page} of records is, for the description of this API. */
    private record AuditList(List<AuditRow> items, String nextCursor) {}

    private final AuditRepository log;

    AuditResource(AuditRepository log) {
        this.log = log;
    }

    @GET
    @RolesAllowed(Roles.AUDITOR)
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(
            summary = "Who did what, newest first; by ?principal, ?action, ?object (and what is below it), ?from, ?to;"
                    + " as JSON, or as CSV by ?format=csv or Accept, the next page by the header Link")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AuditList.class)),
                @Content(mediaType = CSV, schema = @Schema(implementation = String.class))
            })
    public Uni<Response> list(
            @QueryParam("principal") String principal,
            @QueryParam("action") String action,
            @QueryParam("object") String object,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("limit") Integer requestedLimit,
            @QueryParam("cursor") String cursor,
            @QueryParam("format") String format,
            @Context HttpHeaders request,
            @Context UriInfo uri) {
        boolean csv = isCsv(format, request);
        int limit = Page.limit(requestedLimit);
        var query = new AuditQuery(
                principal,
                action,
                object,
                TimeParameter.read("from", from).orElse(null),
                TimeParameter.read("to", to).orElse(null));
        return log.list(query, Cursor.sequence(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, row -> Cursor.of(row.id())))
                .map(page -> csv
                        ? csv(page, uri)
                        : Response.ok(page)
                                .type(MediaType.APPLICATION_JSON_TYPE)
                                .build());
    }

    private static Response csv(Page<AuditRow> page, UriInfo uri) {
        var answer = Response.ok(AuditCsv.of(page.items())).type(CSV + ";charset=UTF-8");
        if (page.nextCursor() != null) {
            answer.link(
                    uri.getRequestUriBuilder()
                            .replaceQueryParam("cursor", page.nextCursor())
                            .build(),
                    "next");
        }
        return answer.build();
    }

    private static boolean isCsv(String format, HttpHeaders request) {
        if (format == null) {
            MediaType first = request.getAcceptableMediaTypes().getFirst();
            return first.getType().equals("text") && first.getSubtype().equals("csv");
        }
        if (!format.equals("csv") && !format.equals("json")) {
            throw InvalidInput.of("format", "must be one of json, csv", format);
        }
        return format.equals("csv");
    }
}
