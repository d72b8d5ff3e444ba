package io.belastbar.budget.regression;

import io.belastbar.budget.series.NewsRepository;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.report.ReportTime;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.report.ReportResponses.Form;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.SystemZone;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
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
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One change point: why it is thought to be one, and what a person says of it. */
@Path("/api/v1/regressions/{changeId}")
@RunOnVirtualThread
public class RegressionResource {

    private final ChangeRepository changes;
    private final NewsRepository news;
    private final DecideChange decisions;
    private final SecurityIdentity caller;
    private final SystemZone zones;
    private final Clock clock = Clock.systemUTC();

    RegressionResource(
            ChangeRepository changes,
            NewsRepository news,
            DecideChange decisions,
            SecurityIdentity caller,
            SystemZone zones) {
        this.changes = changes;
        this.news = news;
        this.decisions = decisions;
        this.caller = caller;
        this.zones = zones;
    }

    /**
     * What a person says.
     *
     * @param decision accept, reject or move
     * @param to for move: the moment of the first value after the change
     */
    record Decision(String decision, Instant to, String reason) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "A change point with the distributions before and after it")
    public Response json(@PathParam("changeId") String changeId, @Context HttpHeaders request) {
        var change = find(changeId);
        return ConditionalResponses.ok(change, Etag.of(change.toString()), request);
    }

    @GET
    @Path("/page")
    @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The same as a page with the series and both distributions, in German or English")
    public Response page(
            @PathParam("changeId") String changeId,
            @QueryParam("lang") @DefaultValue("en") String lang,
            @Context HttpHeaders request) {
        var language = ReportResponses.language(lang);
        var change = find(changeId);
        var points = Await.of(news.moments(change.series(), clock.instant()));
        var time = new ReportTime(language, zones.of(change.series().system()));
        return ReportResponses.of(Form.HTML, new ChangePage(change, points, time)::html)
                .answer(null, request);
    }

    @POST
    @Path("/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ENGINEER)
    @Answers({200, 409})
    @Operation(summary = "Accept, reject or move a change point; not onto another one's moment")
    public Change decide(@PathParam("changeId") String changeId, Decision decision) {
        if (decision == null || decision.decision() == null) {
            throw InvalidInput.of("decision", "is one of accept, reject, move", "nothing");
        }
        return Await.of(decisions.decide(
                find(changeId),
                decision.decision(),
                decision.to(),
                decision.reason(),
                caller.getPrincipal().getName()));
    }

    private Change find(String changeId) {
        return Await.of(changes.find(NotFound.uuid("regression", changeId)))
                .orElseThrow(() -> new NotFound("regression", changeId));
    }
}
