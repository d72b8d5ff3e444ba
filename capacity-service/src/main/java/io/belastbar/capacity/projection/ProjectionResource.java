package io.belastbar.capacity.projection;

import io.belastbar.capacity.projection.word.ProjectionWords;
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
import java.time.InstantSource;
import java.util.List;

/** Where the stored series of a system go: the newest projection of each. */
@Path("/api/v1/systems/{system}/projections")
@Produces(MediaType.APPLICATION_JSON)
public class ProjectionResource {
    private final ProjectionRepository projections;
    private final ZoneOfSystem zones;
    private final InstantSource clock = InstantSource.system();

    ProjectionResource(ProjectionRepository projections, ZoneOfSystem zones) {
        this.projections = projections;
        this.zones = zones;
    }

    /**
     * All of a system, by metric, page by page. Without any it says what makes them.
     *
     * @param metric only this one
     * @param horizon how far ahead, for example {@code P90D}; as far as each forecast reaches if none is given
     */
    @GET
    @RolesAllowed(Roles.VIEWER)
    public Uni<Response> list(
            @PathParam("system") String system,
            @QueryParam("metric") String metric,
            @QueryParam("horizon") String horizon,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor,
            @Context HttpHeaders headers) {
        Horizon asked = horizon == null ? null : Horizon.parse(horizon);
        int size = Page.limit(limit);
        String after = cursor == null ? "" : metric(cursor);
        Uni<List<Projection>> found = metric == null
                ? projections.page(system, after, size + 1)
                : projections.latest(system, metric).map(one -> one.stream().toList());
        return Uni.combine()
                .all()
                .unis(found, words(system))
                .with((rows, words) -> answer(list(system, rows, size, asked, words), headers));
    }

    /**
     * The newest of one series.
     *
     * @param horizon how far ahead, for example {@code P90D}
     */
    @GET
    @Path("/{metric}")
    @RolesAllowed(Roles.VIEWER)
    @Answers({200, 404})
    public Uni<Response> get(
            @PathParam("system") String system,
            @PathParam("metric") String metric,
            @QueryParam("horizon") String horizon,
            @Context HttpHeaders headers) {
        Horizon asked = horizon == null ? null : Horizon.parse(horizon);
        Uni<Projection> found = projections
                .latest(system, metric)
                .map(one -> one.orElseThrow(() -> new NotFound("projection of " + metric + " of system", system)));
        return Uni.combine()
                .all()
                .unis(found, words(system))
                .with((one, words) -> answer(ProjectionView.of(one, asked, words), headers));
    }

    /** Any text is some metric, so only what is written as this list writes it is one of its cursors. */
    private static String metric(String cursor) {
        return Cursor.decode(cursor, 1, parts -> {
            if (!Cursor.of(parts.getFirst()).encode().equals(cursor)) {
                throw new IllegalArgumentException("not written by this list");
            }
            return parts.getFirst();
        });
    }

    private Uni<ProjectionWords> words(String system) {
        return zones.of(system).map(zone -> new ProjectionWords(zone, clock.instant()));
    }

    private static ProjectionList list(
            String system, List<Projection> rows, int size, Horizon asked, ProjectionWords words) {
        List<ProjectionView> items = rows.stream()
                .limit(size)
                .map(one -> ProjectionView.of(one, asked, words))
                .toList();
        String next = rows.size() > size ? Cursor.of(items.getLast().metric()).encode() : null;
        return new ProjectionList(
                items, next, rows.isEmpty() ? "POST /api/v1/systems/" + system + "/capacity-analysis" : null);
    }

    /** Ages and days change what is told, so the tag is that of the whole answer. */
    private static Response answer(Record answer, HttpHeaders headers) {
        return ConditionalResponses.ok(answer, Etag.of(answer.toString()), headers);
    }
}
