package io.belastbar.budget.regression;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.budget.regression.ChangeRepository.FeedbackCount;
import io.belastbar.budget.statistics.Interval;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How often people found a reported change to be none. */
@Path("/api/v1/systems/{system}/regression-quality")
public class RegressionQualityResource {

    private final Pool pool;
    private final ChangeRepository changes;

    RegressionQualityResource(Pool pool, ChangeRepository changes) {
        this.pool = pool;
        this.changes = changes;
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
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The rate of false alarms, as measured by people's feedback")
    public Uni<Quality> quality(@PathParam("system") String system) {
        return changes.feedback(pool, system).map(Quality::of);
    }
}
