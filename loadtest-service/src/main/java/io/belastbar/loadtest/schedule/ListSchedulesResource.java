package io.belastbar.loadtest.schedule;

import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;

/** The schedules of a system. */
@Path("/api/v1/systems/{system}/schedules")
@Produces(MediaType.APPLICATION_JSON)
public class ListSchedulesResource {

    private final ScheduleRepository schedules;

    ListSchedulesResource(ScheduleRepository schedules) {
        this.schedules = schedules;
    }

    /** By the name of the scenario. */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<ScheduleView>> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        String after = cursor == null ? "" : Cursor.decode(cursor, 1).parts().getFirst();
        Instant now = Instant.now();
        return schedules
                .list(system, after, size + 1)
                .map(rows -> Page.of(
                        rows.stream().map(row -> ScheduleView.of(row, now)).toList(),
                        size,
                        last -> Cursor.of(last.scenario())));
    }
}
