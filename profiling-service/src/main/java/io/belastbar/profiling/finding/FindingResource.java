package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.profiling.finding.page.FindingPage;
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
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One finding, as data or as a report. */
@Path("/api/v1/findings/{number}")
@Produces(MediaType.APPLICATION_JSON)
public class FindingResource {
    private static final int NAME_LENGTH_MAX = 500;

    private final FindingStepRepository findings;
    private final FindingReadRepository register;
    private final AuditRepository audit;
    private final Pool pool;
    private final SecurityIdentity caller;
    private final SystemZone zones;
    private final ProfilingConfig config;
    private final Clock clock = Clock.systemUTC();

    FindingResource(
            FindingStepRepository findings,
            FindingReadRepository register,
            AuditRepository audit,
            Pool pool,
            SecurityIdentity caller,
            SystemZone zones,
            ProfilingConfig config) {
        this.findings = findings;
        this.register = register;
        this.config = config;
        this.audit = audit;
        this.pool = pool;
        this.caller = caller;
        this.zones = zones;
    }

    /**
     * The wish to move a finding; the parts are texts so that a wrong one gets a problem that names the right ones.
     *
     * @param status null to leave it
     * @param until of an acceptance: the last day on which it holds, or the moment at which it ends; null for the longest
     *     that is configured
     * @param responsible the role that is to act; null to leave it
     * @param assignee who looks after it; empty for nobody, null to leave it
     * @param due the last day, or the moment, from which on it is overdue; empty for never, null to leave it
     */
    public record StatusChange(
            String status, String reason, String until, String responsible, String assignee, String due) {
        boolean assigns() {
            return responsible != null || assignee != null || due != null;
        }
    }

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
        if (change == null || change.status() == null && !change.assigns()) {
            throw InvalidInput.of("/status", "is required", "nothing");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String by = caller.getPrincipal().getName();
        Decision why = change.status() == null ? null : decision(number, change, by, now);
        Handling.Assignment to = change.assigns() ? assignment(number, change, now) : null;
        Finding moved = Await.of(pool.withTransaction(tx -> findings.findForUpdate(tx, number)
                .map(found -> found.orElseThrow(() -> new NotFound("finding", number)))
                .invoke(finding -> ConditionalResponses.requireMatch(ifMatch, etag(finding)))
                .chain(finding -> to == null ? Uni.createFrom().item(finding) : assign(tx, finding, to, by, now))
                .chain(finding -> why == null
                        ? Uni.createFrom().item(finding)
                        : save(tx, step(finding, FindingStatus.valueOf(change.status()), why)))));
        return Response.ok(moved).header(HttpHeaders.ETAG, etag(moved).header()).build();
    }

    private Decision decision(String number, StatusChange change, String by, Instant now) {
        FindingStatus to = FindingsResource.status("/status", change.status());
        if (change.until() != null && to != FindingStatus.ACCEPTED) {
            throw InvalidInput.of("/until", "is for the status ACCEPTED only", change.until());
        }
        // An acceptance that nobody looks at again is none: without an end it lasts as long as the house allows.
        Instant until = change.until() != null
                ? AcceptanceEnd.read("/until", change.until(), zone(number), now)
                : to == FindingStatus.ACCEPTED ? now.plus(config.acceptanceMax()) : null;
        return new Decision(by, now, change.reason(), until);
    }

    private Handling.Assignment assignment(String number, StatusChange change, Instant now) {
        Instant due = change.due() == null
                ? null
                : change.due().isEmpty() ? Instant.MAX : AcceptanceEnd.read("/due", change.due(), zone(number), now);
        if (change.responsible() != null && change.responsible().isBlank()) {
            throw InvalidInput.of("/responsible", "must name a role", change.responsible());
        }
        return new Handling.Assignment(
                name("/responsible", change.responsible()), name("/assignee", change.assignee()), due);
    }

    private static String name(String pointer, String text) {
        if (text != null && (text.length() > NAME_LENGTH_MAX || text.indexOf('\0') >= 0)) {
            throw InvalidInput.of(
                    pointer, "must have at most " + NAME_LENGTH_MAX + " characters, none of them NUL", text);
        }
        return text == null ? null : text.strip();
    }

    private ZoneId zone(String number) {
        return zones.of(found(number).system());
    }

    private Uni<Finding> assign(SqlConnection tx, Finding finding, Handling.Assignment to, String by, Instant now) {
        FindingRegister.Step step = Handling.assign(finding, to, by, now);
        String what = step.finding().history().getLast().reason();
        return audit.record(tx, by, "finding assigned", finding.number(), what).chain(() -> findings.save(tx, step));
    }

    private Finding found(String number) {
        return Await.of(register.find(number)).orElseThrow(() -> new NotFound("finding", number));
    }

    private static FindingRegister.Step step(Finding finding, FindingStatus to, Decision why) {
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

    /** Which state of a finding a caller has seen. */
    public static Etag etag(Finding finding) {
        return new Etag(finding.number() + "-" + finding.version() + (finding.overdue() ? "-overdue" : ""));
    }
}
