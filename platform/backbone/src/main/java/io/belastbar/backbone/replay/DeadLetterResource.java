package io.belastbar.backbone.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belastbar.backbone.deadletter.DeadLetterRepository;
import io.belastbar.backbone.deadletter.DeadLetterRow;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The dead letters of this service, for people. */
@Path("/api/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
public class DeadLetterResource {

    private static final int LIMIT_MAX = 200;
    private static final long RETRY_AFTER_SECONDS = 5;
    private static final String DATABASE_AWAY = "PostgreSQL does not answer";

    /** A page, newest first; the last one has no {@code nextCursor}, as in every list of the platform. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeadLetterPage(List<DeadLetterRow> items, String nextCursor) {}

    private final DeadLetterRepository letters;
    private final ReplayHandler replays;

    DeadLetterResource(DeadLetterRepository letters, ReplayHandler replays) {
        this.letters = letters;
        this.replays = replays;
    }

    @GET
    @RolesAllowed({"viewer", "engineer", "operator", "auditor"})
    public Uni<DeadLetterPage> list(
            @QueryParam("limit") @DefaultValue("50") int limit, @QueryParam("cursor") String cursor) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new BadRequestException("limit should be between 1 and 200: was " + limit);
        }
        return letters.list(belowId(cursor), limit + 1)
                .map(items -> page(items, limit))
                .onFailure(TimeoutException.class)
                .transform(hangs -> new ServiceUnavailableException(DATABASE_AWAY, RETRY_AFTER_SECONDS, hangs));
    }

    /**
     * Applies a dead letter in this service, once: 200; 404 for an unknown one; 409 for one that was replayed before,
     * that fails again (it stays a dead letter, with the new reason), or that no handler here wants; 503 while PostgreSQL
     * does not answer.
     */
    @POST
    @Path("/{id}/replay")
    @RolesAllowed({"engineer", "operator"})
    @RunOnVirtualThread
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Replay.class)))
    @APIResponse(responseCode = "409", content = @Content(schema = @Schema(implementation = Replay.class)))
    public Response replay(@PathParam("id") long id, @Context SecurityContext security) {
        Replay replay = replays.replay(id, security.getUserPrincipal().getName());
        return switch (replay.outcome()) {
            case APPLIED, ALREADY_APPLIED -> Response.ok(replay).build();
            case REPLAYED_BEFORE, FAILED_AGAIN, NOT_WANTED ->
                Response.status(Response.Status.CONFLICT).entity(replay).build();
            case UNKNOWN -> throw new NotFoundException("no dead letter \"" + id + "\"");
            case DATABASE_AWAY -> throw new ServiceUnavailableException(DATABASE_AWAY, RETRY_AFTER_SECONDS);
        };
    }

    /** @param rows one more than the page has, if there are more */
    private static DeadLetterPage page(List<DeadLetterRow> rows, int limit) {
        return rows.size() <= limit
                ? new DeadLetterPage(rows, null)
                : new DeadLetterPage(
                        rows.subList(0, limit),
                        Long.toString(rows.get(limit - 1).id()));
    }

    private static long belowId(String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new BadRequestException("cursor should be the nextCursor of a page: was " + cursor, e);
        }
    }
}
