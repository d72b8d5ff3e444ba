package io.belastbar.budget.series;

import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.document.InvalidInput;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The values that were observed, series by series. */
@Path("/api/v1/systems/{system}/series")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
public class SeriesResource {

    private static final Duration HISTORY = Duration.ofDays(400);

    private final SeriesRepository series;
    private final Clock clock = Clock.systemUTC();

    SeriesResource(SeriesRepository series) {
        this.series = series;
    }

    @GET
    @Operation(summary = "Every series of a system with its newest value")
    public Uni<List<LatestPoint>> list(@PathParam("system") String system) {
        return series.latest(system);
    }

    @GET
    @Path("/points")
    @Operation(summary = "The values of a series, oldest first; the newest 10,000 at most")
    public Uni<List<SeriesPoint>> points(
            @PathParam("system") String system,
            @QueryParam("kind") String kind,
            @QueryParam("service") String service,
            @QueryParam("subject") String subject,
            @QueryParam("metric") String metric,
            @QueryParam("scenario") @DefaultValue("") String scenario) {
        if (subject == null || metric == null) {
            throw InvalidInput.of("subject", "subject and metric name the series; see the list of series", "nothing");
        }
        var key = new SeriesKey(system, new Subject(kind(kind), service, subject), metric, scenario);
        var now = clock.instant();
        return series.points(key, now.minus(HISTORY), now.plus(Duration.ofDays(1)));
    }

    private static SubjectKind kind(String text) {
        return Arrays.stream(SubjectKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> InvalidInput.of(
                        "kind", "is one of " + Arrays.toString(SubjectKind.values()), String.valueOf(text)));
    }
}
