package io.belastbar.budget.errorbudget;

import io.belastbar.budget.document.Budgets;
import io.belastbar.jobs.Await;
import io.belastbar.web.http.Cursor;
import io.belastbar.web.http.Page;
import io.belastbar.web.openapi.Answers;
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
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How much of what may fail has failed, and how fast. */
@Path("/api/v1/systems/{system}/error-budgets")
@RunOnVirtualThread
public class ErrorBudgetResource {

    private final Budgets budgets;
    private final ErrorCountsRepository counts;
    private final Clock clock = Clock.systemUTC();

    ErrorBudgetResource(Budgets budgets, ErrorCountsRepository counts) {
        this.budgets = budgets;
        this.counts = counts;
    }

    /** A place in the promises of a version, which stays where it is when the budget changes. */
    private record Place(int version, int index) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "The error budget of each error or success rate, from measurements of its whole window, with the"
                    + " burn rates that alerts look at")
    @Answers(404)
    public Page<ErrorBudget> errorBudgets(
            @PathParam("system") String system,
            @QueryParam("limit") Integer limit,
            @QueryParam("cursor") String cursor) {
        int most = Page.limit(limit);
        var from = cursor == null
                ? null
                : Cursor.decode(
                        cursor,
                        2,
                        parts -> new Place(Integer.parseInt(parts.get(0)), Integer.parseUnsignedInt(parts.get(1))));
        var budget = Await.of(from == null ? budgets.latestPromises(system) : budgets.promises(system, from.version()))
                .orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system));
        var shares = ErrorShare.of(budget.budget().objectives()).toList();
        int start = from == null ? 0 : Math.min(from.index(), shares.size());
        int end = Math.min(shares.size(), start + most);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Page<>(
                shares.subList(start, end).stream()
                        .map(share -> errorBudget(system, share, now))
                        .toList(),
                end < shares.size() ? Cursor.of(budget.version(), end).encode() : null);
    }

    private ErrorBudget errorBudget(String system, ErrorShare share, Instant now) {
        var found = Await.of(counts.counts(system, share, ErrorBudget.windows(share), now));
        return ErrorBudget.of(share, window -> found.getOrDefault(window, ErrorCounts.NONE), now);
    }
}
