package io.belastbar.backbone.deadletter;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/** The dead letters of this service, for people. */
@Path("/api/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
public class DeadLetterResource {

    private static final int LIMIT_MAX = 200;

    /** A page, newest first; {@code nextCursor} is null on the last one. */
    public record DeadLetterPage(List<DeadLetterRow> items, String nextCursor) {}

    private final DeadLetterRepository letters;

    DeadLetterResource(DeadLetterRepository letters) {
        this.letters = letters;
    }

    @GET
    @RolesAllowed({"viewer", "engineer", "operator", "auditor"})
    public Uni<DeadLetterPage> list(
            @QueryParam("limit") @DefaultValue("50") int limit, @QueryParam("cursor") String cursor) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new BadRequestException("limit should be between 1 and 200: was " + limit);
        }
        return letters.list(belowId(cursor), limit).map(items -> page(items, limit));
    }

    /** Puts a dead letter on its topic again: 202; 404 for an unknown one, 409 for one that was replayed before. */
    @POST
    @Path("/{id}/replay")
    @RolesAllowed({"engineer", "operator"})
    public Uni<Response> replay(@PathParam("id") long id, @Context SecurityContext security) {
        String principal = security.getUserPrincipal().getName();
        return letters.replay(id, principal).map(replay -> answer(id, replay));
    }

    private static Response answer(long id, DeadLetterRepository.Replay replay) {
        return switch (replay) {
            case QUEUED -> Response.accepted().build();
            case UNKNOWN -> throw new NotFoundException("there is no dead letter " + id);
            case ALREADY_REPLAYED ->
                throw new ClientErrorException(
                        "dead letter " + id + " was replayed before; if it failed again, there is a newer one",
                        Response.Status.CONFLICT);
        };
    }

    private static DeadLetterPage page(List<DeadLetterRow> items, int limit) {
        boolean last = items.size() < limit;
        return new DeadLetterPage(
                items, last ? null : Long.toString(items.get(limit - 1).id()));
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
