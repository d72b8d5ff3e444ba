package io.belastbar.budget.escalation;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.EscalationRulesParser;
import io.belastbar.budget.settings.SettingsKind;
import io.belastbar.budget.settings.SettingsRepository;
import io.belastbar.budget.settings.StoreSettingsHandler;
import io.belastbar.budget.settings.StoreSettingsHandler.Draft;
import io.belastbar.budget.settings.StoreSettingsHandler.Outcome;
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
@Path("/api/v1/systems/{system}/escalation-rules")
public class EscalationRulesResource {

    private static final String YAML = "application/yaml";

    private final StoreSettingsHandler store;
    private final SettingsRepository settings;
    private final SecurityIdentity caller;

    EscalationRulesResource(StoreSettingsHandler store, SettingsRepository settings, SecurityIdentity caller) {
        this.store = store;
        this.settings = settings;
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
        var draft = new Draft(
                SettingsKind.ESCALATION_RULES,
                system,
                document,
                ifMatch,
                caller.getPrincipal().getName());
        return store.store(draft, stored -> Uni.createFrom().voidItem())
                .map(outcome -> receipt(outcome, understood.rules().size()));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml"})
    @Operation(summary = "The rules in force: as stored, else those that are built in (X-Built-In: true)")
    public Uni<Response> get(@PathParam("system") String system, @Context HttpHeaders request) {
        return settings.latest(SettingsKind.ESCALATION_RULES, system)
                .map(found -> found.map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request))
                        .orElseGet(() -> builtIn(request)));
    }

    private static Response builtIn(HttpHeaders request) {
        var document = EscalationRules.defaultDocument();
        return Response.fromResponse(ConditionalResponses.ok(document, Etag.of(document), request))
                .header("X-Built-In", "true")
                .build();
    }

    private static Response receipt(Outcome outcome, int rules) {
        var stored = outcome.stored();
        return Response.status(outcome.created() ? Response.Status.CREATED : Response.Status.OK)
                .entity(new Receipt(
                        stored.system(),
                        stored.version(),
                        rules,
                        stored.updatedAt(),
                        stored.updatedBy(),
                        outcome.changed()))
                .header(HttpHeaders.ETAG, stored.etag().header())
                .build();
    }
}
