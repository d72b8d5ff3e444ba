package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.EscalationRulesParser;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who is told of what. */
@Path("/api/v1/systems/{system: [a-z0-9][a-z0-9._-]{0,62}}/escalation-rules")
public class EscalationRulesResource {

    private static final String YAML = "application/yaml";

    private final StoreRulesHandler store;
    private final RulesRepository rules;
    private final SecurityIdentity caller;

    EscalationRulesResource(StoreRulesHandler store, RulesRepository rules, SecurityIdentity caller) {
        this.store = store;
        this.rules = rules;
        this.caller = caller;
    }

    /** The answer to a PUT. */
    public record Receipt(
            String system, int version, int rules, Instant updatedAt, String updatedBy, boolean changed) {}

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({YAML, "text/yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store the rules; identical content makes no new version")
    public Uni<Response> put(
            @PathParam("system") String system, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, String document) {
        var understood = EscalationRulesParser.parse(document);
        return store.store(system, document, ifMatch, caller.getPrincipal().getName())
                .map(outcome -> receipt(outcome, understood.rules().size()));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml"})
    @Operation(summary = "The rules in force: as stored, else those that are built in (X-Built-In: true)")
    public Uni<Response> get(@PathParam("system") String system, @Context HttpHeaders request) {
        return rules.latest(system).map(found -> {
            var content = found.map(StoredRules::content).orElseGet(EscalationRules::defaultDocument);
            var answer = ConditionalResponses.ok(content, Etag.of(content), request);
            return found.isPresent()
                    ? answer
                    : Response.fromResponse(answer).header("X-Built-In", "true").build();
        });
    }

    private static Response receipt(StoreRulesHandler.Outcome outcome, int rules) {
        var stored = outcome.stored();
        var created = outcome.changed() && stored.version() == 1;
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .entity(new Receipt(
                        stored.system(),
                        stored.version(),
                        rules,
                        stored.updatedAt(),
                        stored.updatedBy(),
                        outcome.changed()))
                .header(HttpHeaders.ETAG, Etag.of(stored.content()).header())
                .build();
    }
}
