package io.belastbar.profiling.finding;

import io.belastbar.contracts.FindingStatus;
import io.belastbar.document.InvalidInput;
import io.belastbar.profiling.ProfilingConfig;
import io.belastbar.web.audit.AuditRepository;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.problem.PreconditionRequired;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** One finding, as data or as a report. */
@Path("/api/v1/findings/{number}")
@Produces(MediaType.APPLICATION_JSON)
public class FindingResource {
    private static final String MARKDOWN = "text/markdown;charset=UTF-8";
    private static final List<Locale> LANGUAGES = List.of(Locale.GERMAN, Locale.ENGLISH);

    private final FindingRepository findings;
    private final AuditRepository audit;
    private final Pool pool;
    private final SecurityIdentity caller;
    private final ProfilingConfig config;
    private final Clock clock = Clock.systemUTC();

    FindingResource(
            FindingRepository findings,
            AuditRepository audit,
            Pool pool,
            SecurityIdentity caller,
            ProfilingConfig config) {
        this.findings = findings;
        this.audit = audit;
        this.pool = pool;
        this.caller = caller;
        this.config = config;
    }

    /** The wish to move a finding; the status is text so that a wrong one gets a problem that names the right ones. */
    public record StatusChange(String status, String reason) {}

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.APPLICATION_JSON, MARKDOWN})
    public Uni<Response> get(@PathParam("number") String number, @Context HttpHeaders headers) {
        boolean asReport = prefersMarkdown(headers);
        return findings.find(number)
                .map(found -> found.orElseThrow(() -> new NotFound("finding", number)))
                .map(finding -> asReport ? report(finding, headers) : data(finding, headers));
    }

    @PATCH
    @RolesAllowed(Roles.ENGINEER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Answers({409, 428})
    public Uni<Response> changeStatus(
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
        return pool.withTransaction(tx -> findings.findForUpdate(tx, number)
                        .map(found -> found.orElseThrow(() -> new NotFound("finding", number)))
                        .map(finding -> step(finding, ifMatch, to, change.reason()))
                        .chain(step -> save(tx, step, change.reason())))
                .map(finding -> Response.ok(finding)
                        .header(HttpHeaders.ETAG, etag(finding).header())
                        .build());
    }

    private FindingRegister.Step step(Finding finding, String ifMatch, FindingStatus to, String reason) {
        ConditionalResponses.requireMatch(ifMatch, etag(finding));
        try {
            String by = caller.getPrincipal().getName();
            return FindingRegister.changeStatus(
                    finding, to, by, reason, clock.instant().truncatedTo(ChronoUnit.MICROS));
        } catch (FindingRegister.NotAllowed forbidden) {
            throw new Conflict(forbidden.getMessage());
        }
    }

    private Uni<Finding> save(SqlConnection tx, FindingRegister.Step step, String reason) {
        Finding finding = step.finding();
        String action = "finding status " + finding.status();
        return audit.record(tx, caller.getPrincipal().getName(), action, finding.number(), reason)
                .chain(() -> findings.save(tx, step));
    }

    private static Response data(Finding finding, HttpHeaders headers) {
        return varying(ConditionalResponses.ok(finding, etag(finding), headers));
    }

    private Response report(Finding finding, HttpHeaders headers) {
        Locale language = language(headers);
        String text = FindingMarkdown.render(finding, language, config.reportZone());
        Response answer = ConditionalResponses.ok(text, Etag.of(text), headers);
        return varying(
                Response.fromResponse(answer).type(MARKDOWN).language(language).build());
    }

    /** The acceptable types come best first; JSON where both would do. */
    private static boolean prefersMarkdown(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .filter(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE) || isMarkdown(type))
                .findFirst()
                .filter(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .isPresent();
    }

    private static boolean isMarkdown(MediaType type) {
        return type.isCompatible(new MediaType("text", "markdown"));
    }

    private static Locale language(HttpHeaders headers) {
        List<Locale.LanguageRange> wanted = headers.getAcceptableLanguages().stream()
                .filter(locale -> !locale.getLanguage().equals("*"))
                .map(locale -> new Locale.LanguageRange(locale.toLanguageTag()))
                .toList();
        Locale found = Locale.lookup(wanted, LANGUAGES);
        return found == null ? Locale.GERMAN : found;
    }

    private static Etag etag(Finding finding) {
        return new Etag(finding.number() + "-" + finding.version());
    }

    private static Response varying(Response response) {
        return Response.fromResponse(response)
                .header(HttpHeaders.VARY, "Accept, Accept-Language")
                .build();
    }
}
