package io.belastbar.budget.errorbudget;

import io.belastbar.budget.document.Budgets;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.series.SeriesKey;
import io.belastbar.budget.series.SeriesPoint;
import io.belastbar.budget.series.SeriesRepository;
import io.belastbar.jobs.Await;
import io.belastbar.web.openapi.Answers;
import io.belastbar.web.problem.NotFound;
import io.belastbar.web.security.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How much of what may fail has failed, and how fast. */
@Path("/api/v1/systems/{system}/error-budgets")
@RunOnVirtualThread
public class ErrorBudgetResource {

    private final Budgets budgets;
    private final SeriesRepository series;
    private final Clock clock = Clock.systemUTC();

    ErrorBudgetResource(Budgets budgets, SeriesRepository series) {
        this.budgets = budgets;
        this.series = series;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The error budget of each error or success rate, with burn rates over 5 m, 1 h, 6 h and 3 d")
    @Answers(404)
    public List<ErrorBudget> errorBudgets(@PathParam("system") String system) {
        var budget = Await.of(budgets.latestPromises(system))
                .orElseThrow(
                        () -> new NotFound("budget (store one with: belastbar apply -f FOLDER) for system", system));
        var keys = Await.of(series.keys(system));
        var now = clock.instant();
        return budget.budget()
                .objectives()
                .filter(objective ->
                        objective.measure() == Measure.ERROR_RATE || objective.measure() == Measure.SUCCESS_RATE)
                .filter(objective -> ErrorBudget.allowed(objective) > 0)
                .map(objective -> ErrorBudget.of(objective, errorRates(objective, keys, now), now))
                .toList();
    }

    /** Of every scenario and of the measurements; success rates turned round. */
    private List<SeriesPoint> errorRates(Objective objective, List<SeriesKey> keys, Instant now) {
        var rates = new ArrayList<SeriesPoint>();
        for (var key : keys) {
            if (key.subject().equals(objective.subject())) {
                Metric.parse(key.metric())
                        .filter(metric -> metric.measure() == objective.measure())
                        .ifPresent(metric -> Await.of(series.points(key, now.minus(ErrorBudget.window(objective)), now))
                                .forEach(point -> rates.add(asErrors(metric, point))));
            }
        }
        return rates;
    }

    private static SeriesPoint asErrors(Metric metric, SeriesPoint point) {
        return metric.measure() == Measure.ERROR_RATE
                ? point
                : new SeriesPoint(
                        point.at(), 1 - point.value(), point.samples(), point.source(), point.runId(), point.labels());
    }
}
