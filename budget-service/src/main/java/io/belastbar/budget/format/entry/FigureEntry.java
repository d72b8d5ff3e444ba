package io.belastbar.budget.format.entry;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Subject;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import java.util.Optional;
import java.util.function.Function;

/** What an entry says about one figure: its limits and how it was. */
final class FigureEntry {

    private final Metric metric;
    private final ErrorCollector errors;
    private Limit<?> target;
    private Limit<?> warning;
    private Limit<?> critical;
    private Quantity baseline;
    private boolean demanded;

    FigureEntry(Metric metric, ErrorCollector errors) {
        this.metric = metric;
        this.errors = errors;
    }

    void read(String role, DocumentNode at) {
        var measure = metric.measure();
        if (measure.isDemand()) {
            demand(role, at);
            return;
        }
        switch (role) {
            case "target" -> target = limit(at);
            case "warning" -> warning = limit(at);
            case "critical" -> critical = limit(at);
            default ->
                baseline = SubjectEntry.quantity(at, measure.dimension()::parse, errors)
                        .orElse(null);
        }
    }

    /** A demand that demands nothing (a scan that is allowed) is no objective. */
    private void demand(String role, DocumentNode at) {
        var measure = metric.measure();
        if (!role.equals("target")) {
            errors.addAtKey(at, "a demand has no " + role + ", only a target", role + "_" + measure.key());
            return;
        }
        demanded = at.asBoolean(errors)
                .filter(value -> value == (measure == Measure.INDEX_SCAN))
                .isPresent();
    }

    private Limit<?> limit(DocumentNode at) {
        var measure = metric.measure();
        Function<String, Limit<?>> reader = measure.lowerIsBetter()
                ? text -> Limit.fromAbove(text, measure.dimension()::parse)
                : text -> Limit.fromBelow(text, measure.dimension()::parse);
        return SubjectEntry.quantity(at, reader, errors).orElse(null);
    }

    /** Without a target, the loosest given limit is the promise. */
    Optional<Objective> objective(Subject subject) {
        if (metric.measure().isDemand()) {
            return demanded ? Optional.of(Objective.demand(subject, metric.measure())) : Optional.empty();
        }
        var promise = target != null ? target : critical != null ? critical : warning;
        return promise == null
                ? Optional.empty()
                : Optional.of(Objective.of(subject, metric.measure(), metric.statistic(), promise)
                        .withWarning(warning)
                        .withCritical(critical)
                        .withBaseline(baseline));
    }
}
