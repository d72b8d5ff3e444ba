package io.belastbar.chaos.killswitch;

import io.belastbar.chaos.secret.SecretTexts;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import io.belastbar.jobs.Await;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Ends everything that is broken on purpose, and forbids more until it is lifted. */
@Path("/api/v1/kill-switch")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class KillSwitchResource {
    private static final int REASON_LENGTH_MAX = 1_000;

    private final KillSwitchRepository switches;
    private final Event<KillSwitchPulled> told;
    private final MeterRegistry metrics;
    private final SecurityIdentity caller;

    KillSwitchResource(
            KillSwitchRepository switches,
            Event<KillSwitchPulled> told,
            MeterRegistry metrics,
            SecurityIdentity caller) {
        this.switches = switches;
        this.told = told;
        this.metrics = metrics;
        this.caller = caller;
    }

    /** {@code {"reason": "…"}}; pulled twice it ends again what is under way. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Answers(200)
    public KillSwitch pull(String body) {
        DocumentNode root = DocumentParser.parse(body == null ? "" : body);
        ErrorCollector errors = new ErrorCollector();
        root.requireMapping(errors);
        root.rejectUnknown(Set.of("reason"), errors);
        String reason = root.name("reason", errors);
        root.optional("reason").ifPresent(said -> SecretTexts.refuse(said, REASON_LENGTH_MAX, true, errors));
        errors.throwIfAny("the kill switch needs a reason");
        KillSwitch pulled = Await.of(switches.pull(
                new KillSwitch(caller.getPrincipal().getName(), Instant.now().truncatedTo(ChronoUnit.MICROS), reason)));
        metrics.counter("belastbar.chaos.kill.switch.pulled").increment();
        told.fire(new KillSwitchPulled(pulled));
        return pulled;
    }

    /** The one that is in force. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    @Answers({200, 404})
    public KillSwitch get() {
        return Await.of(switches.inForce()).orElseThrow(KillSwitchResource::none);
    }

    @DELETE
    @RolesAllowed(Roles.OPERATOR)
    @Answers({204, 404})
    public void lift() {
        if (!Await.of(switches.lift(caller.getPrincipal().getName()))) {
            throw none();
        }
    }

    private static NotFound none() {
        return new NotFound("kill switch", "in force");
    }
}
