package io.belastbar.budget.alert.look;

import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.series.SeriesKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The promises of a budget that a value can break and that count, by figure. */
public record AlertedPromises(Map<Figure, List<Objective>> byFigure) {

    public record Figure(Subject subject, String metric) {}

    public static AlertedPromises of(PerformanceBudget budget) {
        return new AlertedPromises(budget.objectives()
                .filter(objective -> !objective.measure().isDemand())
                .filter(objective -> objective.terms().counts())
                .distinct()
                .collect(Collectors.groupingBy(objective -> new Figure(objective.subject(), objective.metric()))));
    }

    /** The alerts that a series can raise; none for another branch than main, and for a testbed on which nothing holds. */
    public List<Alert> alerts(SeriesKey key) {
        return key.branch().equals(SeriesKey.MAIN)
                ? byFigure.getOrDefault(new Figure(key.subject(), key.metric()), List.of()).stream()
                        .filter(objective -> objective.terms().holdOn(key.testbed()))
                        .map(objective -> new Alert(objective, key))
                        .toList()
                : List.of();
    }
}
