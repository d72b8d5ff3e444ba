package io.belastbar.capacity.history.look;

import io.belastbar.capacity.history.HistoryRepository;
import io.belastbar.capacity.history.MetricName;
import io.belastbar.capacity.history.StoredSeries;
import io.belastbar.capacity.history.look.SeriesView.SeriesRow;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Etag;
import io.belastbar.web.http.Page;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The series of a system, and their values. */
@Path("/api/v1/systems/{system}/series")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class SeriesResource {

    private final HistoryRepository history;
    private final Clock clock = Clock.systemUTC();

    SeriesResource(HistoryRepository history) {
        this.history = history;
    }

    @GET
    @Operation(summary = "The series of a system by metric, with their first and last moment")
    public Uni<Page<SeriesRow>> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int size = Page.limit(limit);
        var after = cursor == null ? "" : Cursor.decode(cursor, 1, parts -> metric(parts.getFirst()));
        return history.page(system, after, size + 1)
                .map(rows -> rows.stream().map(SeriesRow::of).toList())
                .map(rows -> Page.of(rows, size, last -> Cursor.of(last.metric())));
    }

    @GET
    @Path("/{metric}")
    @Operation(summary = "The values of a series, and its gaps, outliers, late values, resets and clock changes")
    @Answers(404)
    public Uni<Response> view(
            @PathParam("system") String system,
            @PathParam("metric") String metric,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("step") String step,
            @Context HttpHeaders request) {
        var asked = Period.read(from, to, step);
        return history.find(system, metric)
                .map(found -> found.orElseThrow(() -> new NotFound("series", metric)))
                .chain(series -> answer(series, asked.of(series, clock.instant()), request));
    }

    private static String metric(String text) {
        if (!MetricName.isOne(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private Uni<Response> answer(StoredSeries series, Period.Whole period, HttpHeaders request) {
        return history.changes(series).chain(changes -> {
            var etag = Etag.of(series.id() + " " + changes + " " + period);
            return history.places(series, period.from(), period.to(), period.step())
                    .map(places -> ConditionalResponses.made(
                            () -> SeriesView.of(series, period.step(), period.from(), period.to(), places),
                            etag,
                            request));
        });
    }
}
