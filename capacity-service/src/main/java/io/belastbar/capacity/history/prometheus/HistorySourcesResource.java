package io.belastbar.capacity.history.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.web.document.ChangeHeaders;
import io.belastbar.web.document.DocumentRepository;
import io.belastbar.web.document.DocumentStore;
import io.belastbar.web.document.DocumentStore.Outcome;
import io.belastbar.web.document.Reading;
import io.belastbar.web.document.StoredDocument;
import io.belastbar.web.document.VersionsResource;
import io.belastbar.web.http.ConditionalResponses;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where the history of a system comes from, and how reading it goes. */
@Path("/api/v1/systems/{system}/history-sources")
public class HistorySourcesResource {

    private static final String YAML = "application/yaml";

    private final HistorySourcesKind kind;
    private final DocumentStore store;
    private final DocumentRepository documents;
    private final FollowingRepository followed;
    private final Clock clock = Clock.systemUTC();

    HistorySourcesResource(
            HistorySourcesKind kind, DocumentStore store, DocumentRepository documents, FollowingRepository followed) {
        this.kind = kind;
        this.store = store;
        this.documents = documents;
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

    @PUT
    @RolesAllowed(Roles.ENGINEER)
    @Consumes({YAML, "text/yaml", MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Say where the history comes from; identical content makes no new version")
    @Answers({200, 201})
    public Uni<Response> put(@PathParam("system") String system, @BeanParam ChangeHeaders headers, byte[] document) {
        return store.store(kind, system, kind.id(), document, headers)
                .map(outcome -> outcome.answer(Receipt.of(outcome)));
    }

    @DELETE
    @RolesAllowed(Roles.ENGINEER)
    @Operation(summary = "Read no more; what was read is kept")
    @Answers({204, 404})
    public Uni<Response> remove(@PathParam("system") String system, @BeanParam ChangeHeaders headers) {
        return store.remove(kind, system, kind.id(), headers)
                .replaceWith(() -> Response.noContent().build());
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces({YAML, "text/yaml"})
    @Operation(summary = "The document in force as it was sent")
    @Answers(404)
    public Uni<Response> document(@PathParam("system") String system, @Context HttpHeaders request) {
        return inForce(system).map(stored -> ConditionalResponses.ok(stored.content(), stored.etag(), request));
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5")
    @Operation(summary = "What was understood of the document in force")
    @Answers(404)
    public Uni<Response> view(@PathParam("system") String system, @Context HttpHeaders request) {
        return inForce(system)
                .map(stored -> ConditionalResponses.ok(
                        kind.json().write(Reading.of(kind, stored).orThrow()), stored.viewEtag(), request));
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

    private Uni<StoredDocument> inForce(String system) {
        return documents
                .inForce(kind.id(), system, kind.id(), DocumentRepository.NEWEST)
                .map(found -> found.orElseThrow(() -> new NotFound("history sources of system", system)));
    }

    /** The versions of what is read. */
    @Path("/api/v1/systems/{system}/history-sources/versions")
    public static class Versions extends VersionsResource {

        Versions(HistorySourcesKind kind, DocumentStore store, DocumentRepository documents) {
            super(kind, store, documents);
        }
    }
}
