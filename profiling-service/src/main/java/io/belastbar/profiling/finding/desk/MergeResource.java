package io.belastbar.profiling.finding.desk;

import io.belastbar.profiling.finding.Decision;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingRepository;
import io.belastbar.profiling.finding.FindingResource;
import io.belastbar.profiling.finding.link.Link;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Findings that are the same: one counts for the other, until they are separated. */
@Path("/api/v1/findings/{number}/merge")
@Produces(MediaType.APPLICATION_JSON)
public class MergeResource {
    private final ChangeFinding change;
    private final FindingRepository findings;
    private final SecurityIdentity caller;
    private final Clock clock = Clock.systemUTC();

    MergeResource(ChangeFinding change, FindingRepository findings, SecurityIdentity caller) {
        this.change = change;
        this.findings = findings;
        this.caller = caller;
    }

    /**
     * The wish to merge.
     *
     * @param into the number of the finding that is left
     */
    public record Merge(String into, String reason) {}

    @POST
    @RolesAllowed(Roles.ENGINEER)
    @RunOnVirtualThread
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers({404, 409, 428})
    @Operation(summary = "Merges a finding into another: answers the one that is left")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Finding.class)))
    public Response merge(
            @PathParam("number") String number, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, Merge merge) {
        ChangeFinding.require(ifMatch);
        String into = WrittenText.required("/into", merge == null ? null : merge.into());
        String reason = WrittenText.optional("/reason", merge.reason());
        String text = "the same as " + into + (reason == null || reason.isBlank() ? "" : ": " + reason.strip());
        Decision why = why(text);
        var act = new ChangeFinding.Act(why.by(), "finding merge", text);
        return answer(change.with(number, ifMatch, act, (transaction, other) -> change.locked(transaction, into)
                .chain(left -> findings.merge(transaction, other, left, why, Link.Kind.DUPLICATE))));
    }

    @DELETE
    @RolesAllowed(Roles.ENGINEER)
    @RunOnVirtualThread
    @Answers({404, 409, 428})
    @Operation(summary = "Separates a merged finding again: it is OPEN under its old number")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Finding.class)))
    public Response separate(@PathParam("number") String number, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        ChangeFinding.require(ifMatch);
        Decision why = why("separated again");
        var act = new ChangeFinding.Act(why.by(), "finding separate", null);
        return answer(change.with(
                number, ifMatch, act, (transaction, merged) -> findings.separate(transaction, merged, why)));
    }

    private Decision why(String reason) {
        return new Decision(
                caller.getPrincipal().getName(), clock.instant().truncatedTo(ChronoUnit.MICROS), reason, null);
    }

    private static Response answer(Finding finding) {
        return Response.ok(finding)
                .header(HttpHeaders.ETAG, FindingResource.etag(finding).header())
                .build();
    }
}
