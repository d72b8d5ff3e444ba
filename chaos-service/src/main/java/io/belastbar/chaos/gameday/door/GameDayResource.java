package io.belastbar.chaos.gameday.door;

import io.belastbar.chaos.gameday.run.GameDayJob;
import io.belastbar.chaos.gameday.store.GameDay;
import io.belastbar.chaos.gameday.store.GameDayRepository;
import io.belastbar.chaos.runbook.Runbook;
import io.belastbar.jobs.Await;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.http.StoredResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** Game days: to begin, to look at, to end. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class GameDayResource {
    private final StartGameDay starts;
    private final DryRun dryRuns;
    private final Known known;
    private final GameDayJob job;
    private final SecurityIdentity caller;

    GameDayResource(StartGameDay starts, DryRun dryRuns, Known known, GameDayJob job, SecurityIdentity caller) {
        this.starts = starts;
        this.dryRuns = dryRuns;
        this.known = known;
        this.job = job;
        this.caller = caller;
    }

    /** What is stored of game days. */
    @Singleton
    static class Known {
        private final Pool pool;
        private final GameDayRepository days;
        private final ShowGameDay shown;

        Known(Pool pool, GameDayRepository days, ShowGameDay shown) {
            this.pool = pool;
            this.days = days;
            this.shown = shown;
        }

        Runbook runbook(GameDay day) {
            return shown.runbook(day);
        }

        GameDay require(UUID id) {
            return Await.of(days.find(id)).orElseThrow(() -> new NotFound("game day", id.toString()));
        }
    }

    /** Begins a game day: 202 with its address. With {@code "dryRun": true} 200 with what stands in its way. */
    @POST
    @Path("/systems/{system}/game-days")
    @Consumes({MediaType.APPLICATION_JSON, "application/yaml"})
    @RolesAllowed(Roles.OPERATOR)
    @Answers({200, 202, 404, 409})
    public Response start(
            @PathParam("system") String system, @HeaderParam("Idempotency-Key") String idempotencyKey, String body)
            throws InterruptedException {
        GameDayOrder order = GameDayOrder.parse(body);
        String by = caller.getPrincipal().getName();
        if (order.dryRun()) {
            return Response.ok(dryRuns.look(starts.checked(system, order, by))).build();
        }
        return StoredResponses.of(starts.start(system, order, body, idempotencyKey, by));
    }

    /** Newest first. */
    @GET
    @Path("/systems/{system}/game-days")
    @RolesAllowed(Roles.VIEWER)
    public Page<GameDayView> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        Cursor.Moment before = Cursor.moment(cursor);
        List<GameDayView> rows = Await.of(known.days.list(system, before.at(), before.id(), size + 1)).stream()
                .map(known.shown::listed)
                .toList();
        return Page.of(rows, size, last -> Cursor.of(last.plannedAt(), last.id()));
    }

    @GET
    @Path("/game-days/{id}")
    @RolesAllowed(Roles.VIEWER)
    public GameDayView get(@PathParam("id") UUID id) {
        GameDay day = known.require(id);
        return known.shown.whole(day);
    }

    /** Ends it early and undoes what it did: 202 while that is under way, 200 if it has ended already. */
    @DELETE
    @Path("/game-days/{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Answers({200, 202})
    public Response abort(@PathParam("id") UUID id) {
        GameDay day = known.require(id);
        if (day.course().isOver()) {
            return Response.ok(GameDayView.of(day)).build();
        }
        GameDay.Abort abort = new GameDay.Abort(caller.getPrincipal().getName(), "asked for");
        job.abort(id, abort);
        Await.of(known.pool.withTransaction(transaction -> known.days.abort(transaction, id, abort)));
        return Response.status(Response.Status.ACCEPTED)
                .entity(GameDayView.of(known.require(id)))
                .build();
    }
}
