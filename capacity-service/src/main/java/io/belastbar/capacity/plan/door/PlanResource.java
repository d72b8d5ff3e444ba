package io.belastbar.capacity.plan.door;

import io.belastbar.capacity.plan.store.PlanKind;
import io.belastbar.web.document.ChangeHeaders;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Etag;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a system plans for: its main document, and all of them beside what was measured and what is forecast. */
@Path("/api/v1/systems/{system}/capacity-plan")
public class PlanResource {

    private final StorePlan store;
    private final ShowPlan plans;
    private final InstantSource clock = InstantSource.system();

    PlanResource(StorePlan store, ShowPlan plans) {
        this.store = store;
        this.plans = plans;
    }

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({"application/yaml", "text/yaml", "application/x-yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Store a capacity plan; identical content makes no new version")
    @Answers({200, 201})
    public Uni<Response> put(@PathParam("system") String system, @BeanParam ChangeHeaders headers, byte[] content) {
        return store.store(system, PlanKind.MAIN, content, headers);
    }

    @GET
    @RunOnVirtualThread
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The plan of all documents beside what was measured and what is forecast, with warnings")
    @Answers(404)
    public Response view(@PathParam("system") String system, @Context HttpHeaders request) {
        PlanView view = plans.show(system, clock.instant());
        return ConditionalResponses.ok(view, Etag.of(view.toString()), request);
    }
}
