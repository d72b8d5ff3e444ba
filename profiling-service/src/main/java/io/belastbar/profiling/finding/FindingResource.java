package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.problem.PreconditionRequired;
import io.belastbar.web.report.ReportResponses;
import io.belastbar.web.report.ReportResponses.Form;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.SystemZone;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One finding, as data or as a report. */
@Path("/api/v1/findings/{number}")
@Produces(MediaType.APPLICATION_JSON)
public class FindingResource {
    private final FindingRepository findings;
    private final AuditRepository audit;
    private final Pool pool;
    private final SecurityIdentity caller;
    private final SystemZone zones;
    private final Clock clock = Clock.systemUTC();

    FindingResource(
            FindingRepository findings, AuditRepository audit, Pool pool, SecurityIdentity caller, SystemZone zones) {
        this.findings = findings;
        this.audit = audit;
        this.pool = pool;
        this.caller = caller;
        this.zones = zones;
    }

    /**
     * The wish to move a finding; the parts are texts so that a wrong one gets a problem that names the right ones.
     *
     * @param until of an acceptance: the last day on which it holds, or the moment at which it ends; null for good
     */
    public record StatusChange(String status, String reason, String until) {}

    @GET
    @RolesAllowed(Roles.VIEWER)
    @RunOnVirtualThread
    @Produces({MediaType.APPLICATION_JSON, "text/markdown"})
    @Operation(
            summary = "A finding as data, or in the form of the hand-over; by ?format=json|md or Accept, ?lang=de|en")
    public Response get(
            @PathParam("number") String number,
            @QueryParam("format") String format,
            @QueryParam("lang") String lang,
            @Context HttpHeaders request) {
        var language = ReportResponses.language(lang, request, ReportLanguage.GERMAN);
        Finding finding = found(number);
        return ReportResponses.data(asked -> ConditionalResponses.ok(finding, etag(finding), asked))
                .or(Form.MARKDOWN, () -> new FindingPage(new ReportTime(language, zones.of(finding.system())))
                        .entry(finding))
                .in(language)
                .answer(format, request);
    }

    @PATCH
    @RolesAllowed(Roles.ENGINEER)
    @RunOnVirtualThread
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers({409, 428})
    public Response changeStatus(
            @PathParam("number") String number,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            StatusChange change) {
        if (ifMatch == null) {
            throw new PreconditionRequired();
        }
        if (change == null) {
            throw InvalidInput.of("/status", "is required", "nothing");
        }
        FindingStatus to = FindingsResource.status("/status", change.status());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant until = change.until() == null ? null : until(number, to, change.until(), now);
        Decision why = new Decision(caller.getPrincipal().getName(), now, change.reason(), until);
        Finding moved = Await.of(pool.withTransaction(tx -> findings.findForUpdate(tx, number)
                .map(found -> found.orElseThrow(() -> new NotFound("finding", number)))
                .map(finding -> step(finding, ifMatch, to, why))
                .chain(step -> save(tx, step))));
        return Response.ok(moved).header(HttpHeaders.ETAG, etag(moved).header()).build();
    }

    private Instant until(String number, FindingStatus to, String text, Instant now) {
        if (to != FindingStatus.ACCEPTED) {
            throw InvalidInput.of("/until", "is for the status ACCEPTED only", text);
        }
        Finding finding = found(number);
        return AcceptanceEnd.read(text, zones.of(finding.system()), now);
    }

    private Finding found(String number) {
        return Await.of(findings.find(number)).orElseThrow(() -> new NotFound("finding", number));
    }

    private FindingRegister.Step step(Finding finding, String ifMatch, FindingStatus to, Decision why) {
        ConditionalResponses.requireMatch(ifMatch, etag(finding));
        try {
            return FindingRegister.changeStatus(finding, to, why);
        } catch (FindingRegister.NotAllowed forbidden) {
            throw new Conflict(forbidden.getMessage());
        }
    }

    private Uni<Finding> save(SqlConnection tx, FindingRegister.Step step) {
        Finding finding = step.finding();
        String action = "finding status " + finding.status();
        Decision why = finding.decision();
        String detail = why.until() == null ? why.reason() : why.reason() + " (until " + why.until() + ")";
        return audit.record(tx, why.by(), action, finding.number(), detail).chain(() -> findings.save(tx, step));
    }

    private static Etag etag(Finding finding) {
        return new Etag(finding.number() + "-" + finding.version());
    }
}
