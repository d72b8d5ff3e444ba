package io.belastbar.profiling.finding.raising;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.belastbar.contracts.FindingRaised;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.FindingRegister;
import io.belastbar.profiling.finding.FindingRepository;
import io.belastbar.web.http.IdempotencyRepository;
import io.belastbar.web.http.IdempotentRequest;
import io.belastbar.web.http.StoredAnswer;
import io.belastbar.web.http.StoredResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The door for findings of others: scanners, reviews, people. Services raise theirs as events. */
@Path("/api/v1/findings")
@Produces(MediaType.APPLICATION_JSON)
public class RaiseFindingResource {
    private final FindingRepository findings;
    private final IdempotencyRepository idempotency;
    private final Pool pool;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();

    RaiseFindingResource(FindingRepository findings, IdempotencyRepository idempotency, Pool pool, ObjectMapper json) {
        this.findings = findings;
        this.idempotency = idempotency;
        this.pool = pool;
        this.json = json;
    }

    /** 201 for a cause that is new, 200 for one that is known and was counted. */
    @POST
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml"})
    @Answers({200, 201, 409})
    @Operation(summary = "Raises a finding: a new fingerprint gets a number, a known one is counted")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Finding.class)))
    public Uni<Response> raise(
            @HeaderParam("Idempotency-Key") String idempotencyKey, @Context SecurityContext caller, String body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String by = caller.getUserPrincipal().getName();
        FindingRaised raised = FindingOrder.parse(body, by, now);
        IdempotentRequest once = IdempotentRequest.of(by, "POST /api/v1/findings", idempotencyKey, body);
        return pool.withTransaction(transaction ->
                        idempotency.once(transaction, once, () -> findings.register(transaction, raised, now)
                                .map(this::answer)))
                .onFailure(FindingRegister.NotAllowed.class)
                .transform(refused -> new Conflict(refused.getMessage()))
                .map(StoredResponses::of);
    }

    private StoredAnswer answer(Finding finding) {
        try {
            int status = finding.version() == 1 ? 201 : 200;
            return new StoredAnswer(status, "/api/v1/findings/" + finding.number(), json.writeValueAsString(finding));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
