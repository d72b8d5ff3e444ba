package io.belastbar.budget.series;

import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.contracts.Origin;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was measured of a budget's objectives, apart from load runs. */
@ApplicationScoped
public class ReadMeasuredValues {

    private final Pool pool;
    private final SeriesRepository series;

    ReadMeasuredValues(Pool pool, SeriesRepository series) {
        this.pool = pool;
        this.series = series;
    }

    /** The measurements of main within each objective's window that ends at {@code at}, from every testbed. */
    public Uni<MeasuredValues> measured(String system, PerformanceBudget budget, Instant at) {
        return measured(system, Origin.MAIN, budget, at);
    }

    /**
     * The same of another branch. What is measured of main, in production above all, says nothing about a branch that does not
     * run there.
     */
    public Uni<MeasuredValues> measured(String system, String branch, PerformanceBudget budget, Instant at) {
        return measured(pool, system, branch, budget.objectives().toList(), at);
    }

    /** The same of main as a transaction sees it. */
    public Uni<MeasuredValues> measured(SqlClient client, String system, List<Objective> objectives, Instant at) {
        return measured(client, system, Origin.MAIN, objectives, at);
    }

    /** The same as a transaction sees it. */
    public Uni<MeasuredValues> measured(
            SqlClient client, String system, String branch, List<Objective> objectives, Instant at) {
        var wanted = objectives.stream()
                .filter(objective -> !objective.measure().isDemand())
                .distinct()
                .toList();
        return Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUniAndConcatenate(objective -> values(client, system, branch, objective, at))
                .collect()
                .asMap(Measured::objective, Measured::points)
                .map(ReadMeasuredValues::lookUp);
    }

    /** Of a statistic those that were sent as such, and the measurements themselves: neither hides the other. */
    private Uni<Measured> values(SqlClient client, String system, String branch, Objective objective, Instant at) {
        var from = at.minus(objective.windowOrDefault());
        var own = SeriesKey.of(system, objective, SeriesKey.MEASURED, new Origin(branch, null));
        var single = own.ofMetric(new Metric(objective.measure(), Statistic.NONE).text());
        return series.pointsOfEveryTestbed(client, own, from, at)
                .chain(points -> own.equals(single)
                        ? Uni.createFrom().item(points)
                        : series.pointsOfEveryTestbed(client, single, from, at).map(more -> inOrder(points, more)))
                .map(points -> whereItHolds(objective, points))
                .map(points -> new Measured(objective, points));
    }

    private static List<SeriesPoint> inOrder(List<SeriesPoint> points, List<SeriesPoint> more) {
        return Stream.concat(points.stream(), more.stream())
                .sorted(Comparator.comparing(SeriesPoint::at))
                .toList();
    }

    private static List<SeriesPoint> whereItHolds(Objective objective, List<SeriesPoint> points) {
        var terms = objective.terms();
        return terms.testbeds().isEmpty()
                ? points
                : points.stream()
                        .filter(point -> terms.holdOn(Origin.of(point.labels()).testbed()))
                        .toList();
    }

    private static MeasuredValues lookUp(Map<Objective, List<SeriesPoint>> values) {
        return objective -> values.getOrDefault(objective, List.of());
    }

    private record Measured(Objective objective, List<SeriesPoint> points) {}
}
