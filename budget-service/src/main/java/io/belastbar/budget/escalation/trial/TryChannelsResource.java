package io.belastbar.budget.escalation.trial;

import io.belastbar.budget.escalation.rules.EscalationRules;
import io.belastbar.budget.escalation.rules.RulesInForce;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Tries whether messages arrive. */
@Path("/api/v1/systems/{system}/escalation-rules/test")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TryChannelsResource {

    private final Pool pool;
    private final RulesInForce rules;
    private final TryChannels channels;

    TryChannelsResource(Pool pool, RulesInForce rules, TryChannels channels) {
        this.pool = pool;
        this.rules = rules;
        this.channels = channels;
    }

    /** Whose channels are tried; null for every role that has some. */
    public record Trial(String role) {}

    /** What happened on each channel. */
    public record Receipt(String system, List<Tried> channels) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ENGINEER)
    @Operation(summary = "Send a test message through every channel of a role, or of all roles")
    @Answers({200, 409})
    public Receipt tryChannels(@PathParam("system") String system, Trial trial) throws InterruptedException {
        var inForce = Await.of(rules.of(pool, system));
        return new Receipt(system, channels.of(system, inForce, roles(inForce, trial), rules.zone(system)));
    }

    private static List<String> roles(EscalationRules inForce, Trial trial) {
        var known = inForce.channels().keySet().stream().sorted().toList();
        if (trial == null || trial.role() == null) {
            return known;
        }
        if (inForce.channels(trial.role()).isEmpty()) {
            throw InvalidInput.of(
                    "/role",
                    known.isEmpty()
                            ? "is a role with a channel: these rules name none"
                            : "is a role with a channel: " + String.join(", ", known),
                    trial.role());
        }
        return List.of(trial.role());
    }
}
