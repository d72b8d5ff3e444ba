package io.belastbar.budget.regression;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.regression.ChangeRepository.FeedbackCount;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The change points of a system, and how often people found one to be none. */
@Path("/api/v1")
public class RegressionsResource {

    private final Pool pool;
    private final ChangeRepository changes;

    RegressionsResource(Pool pool, ChangeRepository changes) {
        this.pool = pool;
        this.changes = changes;
    }

    /**
     * A page.
     *
     * @param hint what to do next where there is nothing to show; null otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Changes(List<Change> items, String nextCursor, String hint) {}

    @GET
    @Path("/systems/{system}/regressions")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Where the system's series changed for good, newest first; for the worse and for the better")
    public Uni<Changes> list(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        var size = Page.limit(limit);
        return changes.before(system, Cursor.sequence(cursor), size + 1)
                .map(rows -> Page.of(rows, size, row -> Cursor.of(row.sequence())))
                .map(page -> new Changes(page.items(), page.nextCursor(), hint(system, page, cursor)));
    }

    /**
     * The measured rate.
     *
     * @param judged changes that a person accepted, moved or rejected
     * @param falseAlarmRate rejected of judged, 0 to 1; null without feedback
     * @param confidenceLow of 95 % (Wilson)
     * @param open reported, and not judged yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Quality(
            long judged,
            long rejected,
            long open,
            Double falseAlarmRate,
            Double confidenceLow,
            Double confidenceHigh,
            String note) {

        static Quality of(FeedbackCount count) {
            if (count.judged() == 0) {
                return new Quality(
                        0,
                        0,
                        count.open(),
                        null,
                        null,
                        null,
                        "no feedback yet: accept or reject changes with POST /api/v1/regressions/{id}/decision");
            }
            var rate = Interval.ofShare(count.rejected(), count.judged());
            return new Quality(
                    count.judged(), count.rejected(), count.open(), rate.value(), rate.low(), rate.high(), null);
        }
    }

    @GET
    @Path("/systems/{system}/regression-quality")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The rate of false alarms, as measured by people's feedback")
    public Uni<Quality> quality(@PathParam("system") String system) {
        return changes.feedback(pool, system).map(Quality::of);
    }

    private static String hint(String system, Page<Change> page, String cursor) {
        return page.items().isEmpty() && cursor == null
                ? "No series of " + system + " has changed. A series needs at least " + SeriesLook.VALUES_MIN
                        + " values (load runs or belastbar measure); until then only absolute limits count."
                : null;
    }
}
