package io.belastbar.capacity.forecast;

import io.belastbar.capacity.CapacityConfig;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Etag;
import io.belastbar.web.http.Page;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Forecasts over a posted series. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class ForecastResource {

    private final ForecastRepository forecasts;
    private final CapacityConfig config;
    private final SecurityIdentity caller;
    private final InstantSource clock = InstantSource.system();

    ForecastResource(ForecastRepository forecasts, CapacityConfig config, SecurityIdentity caller) {
        this.forecasts = forecasts;
        this.config = config;
        this.caller = caller;
    }

    @POST
    @Path("/systems/{system}/forecasts")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.ENGINEER)
    @Answers(201)
    public Uni<Response> make(@PathParam("system") String system, String body) {
        ForecastOrder order = ForecastOrderParser.parse(body);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Forecast forecast = LinearForecast.of(
                order, UUID.randomUUID(), system, now, caller.getPrincipal().getName());
        return forecasts
                .store(forecast, ForecastNews.of(forecast, config.limitApproachingWithin()))
                .replaceWith(() -> created(forecast));
    }

    @GET
    @Path("/forecasts/{id}")
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> get(@PathParam("id") UUID id, @Context HttpHeaders headers) {
        return forecasts
                .find(id)
                .map(found -> found.orElseThrow(() -> new NotFound("forecast", id.toString())))
                .map(forecast -> ConditionalResponses.ok(forecast, etag(forecast), headers));
    }

    @GET
    @Path("/systems/{system}/forecasts")
    @RolesAllowed(Roles.VIEWER)
    public Uni<Page<Forecast>> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        Cursor.Moment before = Cursor.moment(cursor);
        return forecasts
                .list(system, before.at(), before.id(), size + 1)
                .map(rows -> Page.of(rows, size, last -> Cursor.of(last.madeAt(), last.id())));
    }

    private static Response created(Forecast forecast) {
        return Response.created(URI.create("/api/v1/forecasts/" + forecast.id()))
                .header(HttpHeaders.ETAG, etag(forecast).header())
                .entity(forecast)
                .build();
    }

    /** A forecast never changes, so its id says which version it is. */
    private static Etag etag(Forecast forecast) {
        return Etag.of(forecast.id().toString());
    }
}
