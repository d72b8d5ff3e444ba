package io.belastbar.capacity.history.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.DocumentStore.Outcome;
import io.belastbar.web.document.SettingsResource;
import io.belastbar.web.document.VersionsResource;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where the history of a system comes from, and how reading it goes. */
@Path("/api/v1/systems/{system}/history-sources")
public class HistorySourcesResource extends SettingsResource<HistorySources> {

    private final FollowingRepository followed;
    private final Clock clock = Clock.systemUTC();

    HistorySourcesResource(
            HistorySourcesKind kind, DocumentStore store, DocumentRepository documents, FollowingRepository followed) {
        super(kind, store, documents);
        this.followed = followed;
    }

    /** The answer to a PUT; unchanged content keeps version, time and author. */
    public record Receipt(
            String system, int version, int series, Instant updatedAt, String updatedBy, boolean changed) {

        private static Receipt of(Outcome<HistorySources> outcome) {
            var stored = outcome.stored();
            return new Receipt(
                    stored.system(),
                    stored.version(),
                    outcome.understood().series().size(),
                    stored.updatedAt(),
                    stored.updatedBy(),
                    outcome.changed());
        }
    }

    /**
     * How reading a series goes.
     *
     * @param state {@code WAITING}, {@code BACK_FILLING}, {@code FOLLOWING}, or {@code FAILING}
     * @param readUntil the last moment that was asked for
     * @param ageSeconds since the last answer; absent before the first
     * @param points that were read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SourceState(
            String metric,
            String state,
            Instant readUntil,
            Instant triedAt,
            Instant answeredAt,
            Long ageSeconds,
            int failures,
            long points,
            Instant nextAt,
            String problem) {

        private static SourceState of(Following series, Instant now) {
            var answered = series.succeeded();
            return new SourceState(
                    series.metric(),
                    state(series),
                    series.position(),
                    series.tried(),
                    answered,
                    answered == null ? null : Duration.between(answered, now).toSeconds(),
                    series.failures(),
                    series.points(),
                    series.next(),
                    series.problem());
        }

        private static String state(Following series) {
            if (series.failures() > 0) {
                return "FAILING";
            }
            return series.tried() == null ? "WAITING" : series.caughtUp() ? "FOLLOWING" : "BACK_FILLING";
        }
    }

    /** Of all series. */
    public record SourceStates(List<SourceState> series) {}

    @Override
    protected Receipt receipt(Outcome<HistorySources> outcome) {
        return Receipt.of(outcome);
    }

    @Override
    protected NotFound missing(String system) {
        return new NotFound("history sources of system", system);
    }

    @GET
    @Path("/state")
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "How far each series is read, how old that is, and what went wrong")
    public Uni<SourceStates> state(@PathParam("system") String system) {
        var now = clock.instant();
        return followed.of(system)
                .map(all -> new SourceStates(
                        all.stream().map(each -> SourceState.of(each, now)).toList()));
    }

    /** The versions of what is read. */
    @Path("/api/v1/systems/{system}/history-sources/versions")
    public static class Versions extends VersionsResource {

        Versions(HistorySourcesKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
