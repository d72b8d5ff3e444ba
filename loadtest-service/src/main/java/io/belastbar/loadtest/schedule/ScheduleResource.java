package io.belastbar.loadtest.schedule;

import io.belastbar.loadtest.LoadtestConfig;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;

/** When a scenario runs by itself. */
@Path("/api/v1/systems/{system}/scenarios/{name}/schedule")
@Produces(MediaType.APPLICATION_JSON)
public class ScheduleResource {

    private final StoreSchedule changes;
    private final ScheduleRepository schedules;
    private final LoadtestConfig config;

    ScheduleResource(StoreSchedule changes, ScheduleRepository schedules, LoadtestConfig config) {
        this.changes = changes;
        this.schedules = schedules;
        this.config = config;
    }

    /** Stores the schedule of a scenario; 201 for a new one. Its next fire time counts from now. */
    @PUT
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml"})
    @RolesAllowed(Roles.ENGINEER)
    @Answers({200, 201, 404})
    public Uni<Response> put(
            @PathParam("system") String system,
            @PathParam("name") String scenario,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller,
            String body) {
        ScheduleSettings settings = ScheduleSettings.parse(body, config.scheduleIntervalMin(), Instant.now());
        return changes.store(
                        system,
                        scenario,
                        settings,
                        ifMatch,
                        caller.getUserPrincipal().getName())
                .map(stored ->
                        answer(stored.created() ? Response.Status.CREATED : Response.Status.OK, stored.schedule()));
    }

    /** With its next fire times and what became of the last one. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> get(@PathParam("system") String system, @PathParam("name") String scenario) {
        return schedules
                .find(system, scenario)
                .map(found -> answer(
                        Response.Status.OK, found.orElseThrow(() -> new NotFound("schedule of scenario", scenario))));
    }

    /** Runs that it has queued stay queued. */
    @DELETE
    @RolesAllowed(Roles.ENGINEER)
    @Answers(204)
    public Uni<Response> delete(
            @PathParam("system") String system,
            @PathParam("name") String scenario,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context SecurityContext caller) {
        return changes.delete(
                        system, scenario, ifMatch, caller.getUserPrincipal().getName())
                .map(done -> Response.noContent().build());
    }

    private static Response answer(Response.Status status, Schedule schedule) {
        return Response.status(status)
                .entity(ScheduleView.of(schedule, Instant.now()))
                .header(HttpHeaders.ETAG, StoreSchedule.etag(schedule).header())
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }
}
