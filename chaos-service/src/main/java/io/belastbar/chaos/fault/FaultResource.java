package io.belastbar.chaos.fault;

import io.belastbar.chaos.fault.action.FaultOrder;
import io.belastbar.document.InvalidInput;
import io.belastbar.jobs.Await;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.Conflict;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.belastbar.web.system.DescribedSystems;
import io.belastbar.web.target.Environment;
import io.belastbar.web.target.Target;
import io.belastbar.web.target.TargetRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;

/** Breaks registered targets, for a limited time. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FaultResource {
    private final InjectFault injection;
    private final FaultRepository faults;
    private final DescribedSystems systems;
    private final TargetRegistry targets;
    private final SecurityIdentity caller;

    FaultResource(
            InjectFault injection,
            FaultRepository faults,
            DescribedSystems systems,
            TargetRegistry targets,
            SecurityIdentity caller) {
        this.injection = injection;
        this.faults = faults;
        this.systems = systems;
        this.targets = targets;
        this.caller = caller;
    }

    @POST
    @Path("/systems/{system}/faults")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Answers({201, 404, 409})
    public Response inject(@PathParam("system") String system, String body) throws InterruptedException {
        FaultOrder order = FaultOrder.parse(body);
        requireTargetOf(system, order.action().target());
        Fault fault = injection.start(FaultRequest.alone(
                UUID.randomUUID(), system, order, caller.getPrincipal().getName()));
        return Response.created(URI.create("/api/v1/faults/" + fault.id()))
                .entity(FaultView.of(fault))
                .build();
    }

    @GET
    @Path("/faults/{id}")
    @RolesAllowed(Roles.VIEWER)
    public FaultView get(@PathParam("id") UUID id) {
        return Await.of(faults.find(id)).map(FaultView::of).orElseThrow(() -> new NotFound("fault", id.toString()));
    }

    /** Clears at once. 200 with the fault: ENDED, or CLEARING while the target does not answer. */
    @DELETE
    @Path("/faults/{id}")
    @RolesAllowed(Roles.OPERATOR)
    public FaultView cancel(@PathParam("id") UUID id) {
        return injection
                .cancel(id, caller.getPrincipal().getName())
                .map(FaultView::of)
                .orElseThrow(() -> new NotFound("fault", id.toString()));
    }

    private void requireTargetOf(String system, String name) {
        Target target = targets.require(name);
        boolean named = Await.of(systems.description(system))
                .orElseThrow(() -> new NotFound("system", system))
                .names(name);
        if (!named) {
            throw InvalidInput.of("/target", "must be a target that the system's description names", name);
        }
        if (target.environment() == Environment.PRODUCTION) {
            throw new Conflict(
                    target.namedEnvironment().isPresent()
                            ? "a fault in production needs a second person's approval, which cannot be given yet"
                            : environmentMissing(name));
        }
    }

    private static String environmentMissing(String target) {
        String variable =
                "BELASTBAR_TARGETS_" + target.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return "target \"" + target + "\" has no environment named, so it counts as production, where a fault needs a"
                + " second person's approval, which cannot be given yet; name it: belastbar.targets." + target
                + ".environment (" + variable + "_ENVIRONMENT) = local, test, staging or production";
    }
}
