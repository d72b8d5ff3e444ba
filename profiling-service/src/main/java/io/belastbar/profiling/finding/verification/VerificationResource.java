package io.belastbar.profiling.finding.verification;

import io.belastbar.contracts.Verification;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingReadRepository;
import io.belastbar.profiling.finding.FindingResource;
import io.belastbar.profiling.finding.Handling;
import io.belastbar.profiling.finding.desk.ChangeFinding;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.quarkus.arc.All;
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
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Measures a finding again: what is over is RESOLVED, and says by which measurement; what is not is OPEN. */
@Path("/api/v1/findings/{number}/verification")
@Produces(MediaType.APPLICATION_JSON)
public class VerificationResource {
    private static final int RUN_LENGTH_MAX = 200;

    private final FindingReadRepository findings;
    private final ChangeFinding change;
    private final List<Remeasurement> ways;
    private final SecurityIdentity caller;
    private final Clock clock = Clock.systemUTC();

    VerificationResource(
            FindingReadRepository findings,
            ChangeFinding change,
            @All List<Remeasurement> ways,
            SecurityIdentity caller) {
        this.findings = findings;
        this.change = change;
        this.ways = ways.stream()
                .sorted(Comparator.comparing(way -> way.getClass().getName()))
                .toList();
        this.caller = caller;
    }

    /**
     * What to look at.
     *
     * @param runId a run that ended; null for what can be looked at now
     */
    public record Wish(String runId) {}

    @POST
    @RolesAllowed(Roles.ENGINEER)
    @RunOnVirtualThread
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers({404, 409})
    @Operation(summary = "Measures a finding again, by the run that is named or now: RESOLVED if it is over, else OPEN")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Finding.class)))
    public Response verify(@PathParam("number") String number, Wish wish) {
        String runId = wish == null ? null : wish.runId();
        if (runId != null && (runId.isBlank() || runId.length() > RUN_LENGTH_MAX || runId.indexOf('\0') >= 0)) {
            throw InvalidInput.of("/runId", "must be the id of a test run", runId);
        }
        Finding finding = Await.of(findings.find(number)).orElseThrow(() -> new NotFound("finding", number));
        if (finding.mergedInto() != null) {
            throw new Conflict(number + " is merged into " + finding.mergedInto() + ": measure that one");
        }
        Remeasured remeasured = ways.stream()
                .filter(way -> way.covers(finding))
                .findFirst()
                .map(way -> way.measure(finding, runId))
                .orElseGet(() -> new Remeasured.NotMeasurable("nothing here knows how to measure what "
                        + finding.foundBy() + " found; decide on it with PATCH"));
        return switch (remeasured) {
            case Remeasured.NotMeasurable(String reason) ->
                throw new Conflict(number + " cannot be measured: " + reason);
            case Remeasured.Measured measured -> answer(number, measured);
        };
    }

    private Response answer(String number, Remeasured.Measured measured) {
        String by = caller.getPrincipal().getName();
        var verification = new Verification(
                measured.measured(),
                measured.runId(),
                measured.before(),
                measured.after(),
                measured.over(),
                by,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        var act = new ChangeFinding.Act(
                by,
                "finding verification",
                measured.over() ? "over: " + measured.after() : "not over: " + measured.after());
        Finding finding = change.step(number, null, act, known -> Handling.verified(known, verification));
        return Response.ok(finding)
                .header(HttpHeaders.ETAG, FindingResource.etag(finding).header())
                .build();
    }
}
