package io.belastbar.budget.series;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.budget.series.SeriesPageRepository.NumberedPoint;
import io.belastbar.contracts.Origin;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The values that were observed, series by series. */
@Path("/api/v1/systems/{system}/series")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class SeriesResource {

    /** Later than any value. */
    private static final Place NEWEST = new Place(Instant.parse("9999-01-01T00:00:00Z"), Long.MAX_VALUE);

    private final SeriesPageRepository series;

    SeriesResource(SeriesPageRepository series) {
        this.series = series;
    }

    /** The value before which a page starts. */
    private record Place(Instant at, long number) {

        private static Place read(String cursor) {
            return cursor == null
                    ? NEWEST
                    : Cursor.decode(
                            cursor, 2, parts -> new Place(Instant.parse(parts.get(0)), Long.parseLong(parts.get(1))));
        }
    }

    /** Which series. */
    public static class Query {

        @QueryParam("kind")
        String kind;

        @QueryParam("service")
        String service;

        @QueryParam("subject")
        String subject;

        @QueryParam("metric")
        String metric;

        /** Whose runs gave the values; none for measurements. */
        @QueryParam("scenario")
        @DefaultValue("")
        String scenario;

        @QueryParam("branch")
        String branch;

        @QueryParam("testbed")
        String testbed;

        private SeriesKey key(String system) {
            if (subject == null || metric == null) {
                throw InvalidInput.of(
                        "subject", "subject and metric name the series; see the list of series", "nothing");
            }
            var origin = new Origin(branch, testbed);
            return new SeriesKey(
                    system,
                    new Subject(kind(kind), service, subject),
                    metric,
                    scenario,
                    origin.branch(),
                    origin.testbed());
        }
    }

    @GET
    @Operation(
            summary = "Every series of a system, or of one branch of it, with its newest value; by subject and metric")
    public Uni<Page<LatestPoint>> list(
            @PathParam("system") String system,
            @QueryParam("branch") String branch,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        var size = Page.limit(limit);
        var after = cursor == null
                ? SeriesPageRepository.BEFORE_ALL
                : Cursor.decode(cursor, SeriesPageRepository.PLACE_PARTS).parts();
        return series.latest(system, branch == null ? null : Origin.branchNamed(branch), after, size + 1)
                .map(rows -> Page.of(rows, size, row -> new Cursor(SeriesPageRepository.place(row.key()))));
    }

    @GET
    @Path("/points")
    @Operation(summary = "The values of a series, the newest first")
    public Uni<Page<SeriesPoint>> points(
            @PathParam("system") String system,
            @BeanParam Query query,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        var size = Page.limit(limit);
        var before = Place.read(cursor);
        return series.pointsBefore(query.key(system), before.at(), before.number(), size + 1)
                .map(rows -> Page.of(rows, size, row -> Cursor.of(row.point().at(), row.number())))
                .map(page -> new Page<>(values(page.items()), page.nextCursor()));
    }

    private static List<SeriesPoint> values(List<NumberedPoint> points) {
        return points.stream().map(NumberedPoint::point).toList();
    }

    private static SubjectKind kind(String text) {
        return Arrays.stream(SubjectKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> InvalidInput.of(
                        "kind", "is one of " + Arrays.toString(SubjectKind.values()), String.valueOf(text)));
    }
}
