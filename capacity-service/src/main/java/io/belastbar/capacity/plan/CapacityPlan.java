package io.belastbar.capacity.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a system's documents plan for: figures by year, limits with what is done at them, tasks, costs, features. One
 * document, or all of a system together.
 *
 * @param figures what grows, with what it is planned to be
 * @param assumptions numbers that stand for no moment: an average, a size of each tenant
 * @param limits values that a metric must not reach
 * @param costs by month, as figures whose unit is a currency
 * @param notes texts of the author
 */
public record CapacityPlan(
        List<PlannedFigure> figures,
        List<Assumption> assumptions,
        List<PlannedLimit> limits,
        List<Checklist> checklists,
        List<PlannedFigure> costs,
        List<PlannedFeature> features,
        List<String> notes) {

    /** A system without a document. */
    public static final CapacityPlan NONE =
            new CapacityPlan(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public CapacityPlan {
        figures = List.copyOf(figures);
        assumptions = List.copyOf(assumptions);
        limits = List.copyOf(limits);
        checklists = List.copyOf(checklists);
        costs = List.copyOf(costs);
        features = List.copyOf(features);
        notes = List.copyOf(notes);
    }

    /** The figure of a name as the document writes it: {@code storage}, {@code database.qps}. */
    public Optional<PlannedFigure> figure(String name) {
        return figures.stream().filter(figure -> figure.name().equals(name)).findFirst();
    }

    /** A number that stands for no moment: {@code storage.per_mandant}. */
    public Optional<Assumption> assumption(String name) {
        return assumptions.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** What is paid each month, if the plan says so. */
    public Optional<PlannedFigure> monthlyCost() {
        return costs.stream()
                .filter(cost -> cost.name().equals("costs.monthly"))
                .findFirst();
    }

    /** Both together, this first. */
    public CapacityPlan and(CapacityPlan other) {
        return new CapacityPlan(
                joined(figures, other.figures),
                joined(assumptions, other.assumptions),
                joined(limits, other.limits),
                joined(checklists, other.checklists),
                joined(costs, other.costs),
                joined(features, other.features),
                joined(notes, other.notes));
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return new ArrayList<>(Stream.concat(one.stream(), other.stream()).toList());
    }
}
