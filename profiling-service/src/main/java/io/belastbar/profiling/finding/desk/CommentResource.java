package io.belastbar.profiling.finding.desk;

import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingResource;
import io.belastbar.profiling.finding.Handling;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Comments on a finding; they stand in its history. */
@Path("/api/v1/findings/{number}/comments")
@Produces(MediaType.APPLICATION_JSON)
public class CommentResource {
    private final ChangeFinding change;
    private final SecurityIdentity caller;
    private final Clock clock = Clock.systemUTC();

    CommentResource(ChangeFinding change, SecurityIdentity caller) {
        this.change = change;
        this.caller = caller;
    }

    /** What somebody writes. */
    public record Comment(String text) {}

    @POST
    @RolesAllowed(Roles.ENGINEER)
    @RunOnVirtualThread
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers({201, 404})
    @Operation(summary = "Writes something about a finding; it stands in its history with who and when")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Finding.class)))
    public Response comment(@PathParam("number") String number, Comment comment) {
        String text = WrittenText.required("/text", comment == null ? null : comment.text());
        String by = caller.getPrincipal().getName();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var act = new ChangeFinding.Act(by, "finding comment", text);
        Finding finding = change.step(number, null, act, known -> Handling.comment(known, by, text, now));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/api/v1/findings/" + number + "/history")
                .header(HttpHeaders.ETAG, FindingResource.etag(finding).header())
                .entity(finding)
                .build();
    }
}
