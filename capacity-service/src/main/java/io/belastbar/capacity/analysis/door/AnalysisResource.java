package io.belastbar.capacity.analysis.door;

import io.belastbar.capacity.analysis.AnalysisState;
import io.belastbar.capacity.analysis.CapacityAnalysis;
import io.belastbar.capacity.analysis.run.OrderAnalysis;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Etag;
import io.belastbar.web.http.Page;
import io.belastbar.web.http.StoredResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;

/**
 * What the daily analysis of a system found, and one at once. Its path stays this short: a class whose path matches takes a call
 * away from every other, and answers 404 for what it does not know.
 */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class AnalysisResource {
    private final ReadAnalysis reading;
    private final OrderAnalysis orders;

    AnalysisResource(ReadAnalysis reading, OrderAnalysis orders) {
        this.reading = reading;
        this.orders = orders;
    }

    /**
     * The newest; 404 before the first.
     *
     * @param date the last one of this day in the system's zone, as in 2026-11-27
     * @param days what is foreseen in that many days, beside 30, 60 and 90
     */
    @GET
    @Path("/systems/{system}/capacity-analysis")
    @RolesAllowed(Roles.VIEWER)
    @Answers({200, 404})
    public Uni<Response> newest(
            @PathParam("system") String system,
            @QueryParam("date") String date,
            @QueryParam("days") String days,
            @Context HttpHeaders headers) {
        Optional<Integer> ahead = AnalysisQuestion.days(days);
        return reading.newest(system, AnalysisQuestion.date(date))
                .chain(found -> reading.inDays(found, ahead))
                .map(found -> answer(found, headers));
    }

    /**
     * One by its id; while it waits, or if it failed, its state.
     *
     * @param days what is foreseen in that many days, beside 30, 60 and 90
     */
    @GET
    @Path("/systems/{system}/capacity-analysis/{id}")
    @RolesAllowed(Roles.VIEWER)
    @Answers({200, 202, 404})
    public Uni<Response> get(
            @PathParam("system") String system,
            @PathParam("id") String id,
            @QueryParam("days") String days,
            @Context HttpHeaders headers) {
        Optional<Integer> ahead = AnalysisQuestion.days(days);
        return reading.state(system, AnalysisQuestion.id(id)).chain(state -> switch (state.state()) {
            case WAITING -> Uni.createFrom().item(Response.accepted(state).build());
            case FAILED -> Uni.createFrom().item(Response.ok(state).build());
            case DONE ->
                reading.analysis(state)
                        .chain(found -> reading.inDays(found, ahead))
                        .map(found -> answer(found, headers));
        });
    }

    /** All that were ordered, newest first. */
    @GET
    @Path("/systems/{system}/capacity-analyses")
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<AnalysisState>> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        return reading.list(system, Cursor.moment(cursor), size + 1)
                .map(rows -> Page.of(rows, size, last -> Cursor.of(last.timestamp(), last.id())));
    }

    /** Orders one now: 202, and where it will be. */
    @POST
    @Path("/systems/{system}/capacity-analysis")
    @RolesAllowed(Roles.ENGINEER)
    @Answers({202, 409})
    public Uni<Response> order(
            @PathParam("system") String system,
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @Context SecurityContext caller) {
        return orders.order(system, idempotencyKey, caller.getUserPrincipal().getName())
                .map(StoredResponses::of);
    }

    private static Response answer(CapacityAnalysis analysis, HttpHeaders headers) {
        return ConditionalResponses.ok(analysis, Etag.of(analysis.toString()), headers);
    }
}
