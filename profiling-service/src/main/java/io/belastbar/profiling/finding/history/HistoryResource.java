package io.belastbar.profiling.finding.history;

import io.belastbar.jobs.Await;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Everything that happened to a finding. */
@Path("/api/v1/findings/{number}/history")
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {
    private final HistoryRepository history;

    HistoryResource(HistoryRepository history) {
        this.history = history;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @RunOnVirtualThread
    @Operation(summary = "What happened to a finding: raised, seen again, decided by whom and why; newest first")
    public Page<HistoryEntry> list(
            @PathParam("number") String number,
            @QueryParam("limit") Integer requestedLimit,
            @QueryParam("cursor") String cursor) {
        int limit = Page.limit(requestedLimit);
        List<HistoryEntry> rows = Await.of(history.page(number, Cursor.sequence(cursor), limit + 1));
        // Every finding has been raised: a first page without an entry is of none.
        if (rows.isEmpty() && cursor == null) {
            throw new NotFound("finding", number);
        }
        return Page.of(rows, limit, entry -> Cursor.of(entry.position()));
    }
}
