package io.belastbar.budget.escalation.trial;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.EscalationRulesKind;
import io.belastbar.budget.escalation.rules.RulesInForce;
import io.belastbar.web.document.Reading;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whether anybody hears of the rules in force: what was stored may name what is configured no more. */
@Path("/api/v1/systems/{system}/escalation-rules/health")
@Produces(MediaType.APPLICATION_JSON)
public class RulesHealthResource {

    private final Pool pool;
    private final RulesInForce rules;
    private final EscalationRulesKind kind;

    RulesHealthResource(Pool pool, RulesInForce rules, EscalationRulesKind kind) {
        this.pool = pool;
        this.rules = rules;
        this.kind = kind;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What of the escalation rules in force nobody hears")
    public Uni<RulesHealth> health(@PathParam("system") String system) {
        return rules.isBuiltIn(pool, system)
                .chain(builtIn -> rules.reading(pool, system).map(reading -> health(system, builtIn, reading)));
    }

    private RulesHealth health(String system, boolean builtIn, Reading<EscalationRules> reading) {
        return switch (reading) {
            case Reading.Understood<EscalationRules>(EscalationRules inForce) -> {
                var warnings = kind.unheard(inForce);
                yield new RulesHealth(system, builtIn, warnings.isEmpty(), null, warnings);
            }
            case Reading.Unread<EscalationRules>(String reason) ->
                new RulesHealth(system, builtIn, false, reason, List.of());
        };
    }
}
