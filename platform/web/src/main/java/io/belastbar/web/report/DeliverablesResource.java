package io.belastbar.web.report;

import io.belastbar.contracts.Deliverable;
import io.belastbar.contracts.Deliverable.Missing;
import io.belastbar.contracts.Deliverables;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.DeliverableFile.Scope;
import io.belastbar.web.security.Roles;
import io.quarkus.arc.All;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The files of the hand-over that a service writes: the same door in every service, empty where there are none. */
@Path("/api/v1/systems/{system}/deliverables")
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
public class DeliverablesResource {

    private final SortedMap<String, DeliverableFile> files = new TreeMap<>();
    private final Clock clock = Clock.systemUTC();

    DeliverablesResource(@All List<DeliverableFile> files) {
        for (var file : files) {
            if (this.files.put(file.path(), file) != null) {
                throw new IllegalStateException("a file of the hand-over should be named once: " + file.path());
            }
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The files of the hand-over that this service writes, or why one is missing and what helps")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Deliverables.class)))
    public Response list(
            @PathParam("system") String system, @QueryParam("lang") String lang, @Context HttpHeaders request) {
        var scope = new Scope(system, null, clock.instant(), ReportResponses.language(lang));
        var list = new Deliverables(files.values().stream()
                .flatMap(file -> file.each(scope).stream())
                .map(file -> entry(file, scope))
                .toList());
        return ConditionalResponses.ok(list, Etag.of(list.toString()), request);
    }

    @GET
    // What does not match never comes to the filters that refuse control characters, and "." is no line break.
    @Path("/{file:[\\s\\S]+}")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "A file of the hand-over about the time from ?from to before ?to, in German or English")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "text/markdown", schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "text/calendar", schema = @Schema(implementation = String.class)),
                @Content(mediaType = "application/yaml", schema = @Schema(implementation = String.class)),
                @Content(
                        mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Object.class))
            })
    public Response file(
            @PathParam("system") String system,
            @PathParam("file") String path,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("lang") String lang,
            @Context HttpHeaders request) {
        Scope scope = scope(system, from, to, lang);
        DeliverableFile file = file(path, scope);
        file.missing(scope).ifPresent(missing -> {
            throw new NotFound("deliverable yet (" + missing.reason() + ": " + missing.command() + ")", path);
        });
        byte[] content = file.write(scope);
        return Response.fromResponse(ConditionalResponses.ok(content, Etag.of(content), request))
                .type(file.mediaType())
                .build();
    }

    /** By its own name, or by that which it has for this system. */
    private DeliverableFile file(String path, Scope scope) {
        DeliverableFile file = files.get(path);
        return file != null
                ? file
                : files.values().stream()
                        .flatMap(each -> each.each(scope).stream())
                        .filter(each -> each.path(scope).equals(path))
                        .findFirst()
                        .orElseThrow(() -> new NotFound("deliverable (here " + known() + ")", path));
    }

    private String known() {
        return files.isEmpty() ? "is none" : "are " + String.join(", ", files.keySet());
    }

    private static Deliverable entry(DeliverableFile file, Scope scope) {
        Missing missing = file.missing(scope).orElse(null);
        String path = missing == null ? file.path(scope) : file.path();
        String href = "/api/v1/systems/" + encoded(scope.system()) + "/deliverables/" + encoded(path);
        return new Deliverable(
                path, file.title().in(scope.language()), file.mediaType(), missing == null ? href : null, missing);
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("%2F", "/")
                .replace("+", "%20");
    }

    private Scope scope(String system, String from, String to, String lang) {
        Instant end = TimeParameter.read("to", to).orElseGet(clock::instant);
        Instant start = TimeParameter.read("from", from).orElse(null);
        if (start != null && !start.isBefore(end)) {
            throw InvalidInput.of("from", "must be before to", from);
        }
        return new Scope(system, start, end, ReportResponses.language(lang));
    }
}
