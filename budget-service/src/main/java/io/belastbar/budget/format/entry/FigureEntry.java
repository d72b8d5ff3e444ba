package io.belastbar.budget.format.entry;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.Subject;
import io.belastbar.budget.objective.Terms;
import io.belastbar.budget.objective.relative.RelativeLimit;
import io.belastbar.budget.objective.relative.RelativePromise;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What an entry says about one figure: its limits and how it was. */
final class FigureEntry {

    private final Metric metric;
    private final ErrorCollector errors;
    private Limit<?> target;
    private RelativeLimit relative;
    private Limit<?> warning;
    private Limit<?> critical;
    private Quantity baseline;
    private boolean demanded;
    private final Map<Limit<?>, DocumentNode> places = new IdentityHashMap<>();

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
            case "target" -> target(at);
            case "warning" -> warning = limit(at);
            case "critical" -> critical = limit(at);
            default ->
                baseline = SubjectEntry.quantity(at, measure.dimension()::parse, errors)
                        .orElse(null);
        }
    }

    private void target(DocumentNode at) {
        if (isMeantAsRelative(at)) {
            var lowerIsBetter = metric.measure().lowerIsBetter();
            relative = SubjectEntry.quantity(at, text -> RelativeLimit.parse(text, lowerIsBetter), errors)
                    .orElse(null);
        } else {
            target = limit(at);
        }
    }

    private static boolean isMeantAsRelative(DocumentNode at) {
        return at.asString(new ErrorCollector())
                .filter(RelativeLimit::isMeantBy)
                .isPresent();
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
        if (isMeantAsRelative(at)) {
            errors.add(at, "only a target is relative to the baseline; a warning or critical limit is an amount");
            return null;
        }
        Function<String, Limit<?>> reader = measure.lowerIsBetter()
                ? text -> Limit.fromAbove(text, measure.dimension()::parse)
                : text -> Limit.fromBelow(text, measure.dimension()::parse);
        var limit = SubjectEntry.quantity(at, reader, errors).orElse(null);
        if (limit != null) {
            LimitRules.broken(measure, limit).ifPresent(rule -> errors.add(at, rule));
            places.put(limit, at);
        }
        return limit;
    }

    /** A warning comes first, then the promise breaks, then it is critical. */
    private void requireOrder(Limit<?> first, Limit<?> then, String rule) {
        if (first != null && then != null && isStricter(then, first)) {
            errors.add(places.get(first), rule);
        }
    }

    private static boolean isStricter(Limit<?> one, Limit<?> other) {
        var difference = Double.compare(one.value().magnitude(), other.value().magnitude());
        return one.comparison().limitsFromAbove() ? difference < 0 : difference > 0;
    }

    /** A relative target, which has no warning and no critical limit beside it: nobody could say which comes first. */
    Optional<RelativePromise> relative(Subject subject) {
        if (relative == null) {
            return Optional.empty();
        }
        for (var limit : new Limit<?>[] {warning, critical}) {
            if (limit != null) {
                errors.add(
                        places.get(limit),
                        "beside a target that is relative to the baseline there is no warning and no critical limit");
            }
        }
        return Optional.of(new RelativePromise(
                subject, metric.measure(), metric.statistic(), relative, baseline, null, null, Terms.NONE));
    }

    /** Without a target, the loosest given limit is the promise. */
    Optional<Objective> objective(Subject subject) {
        if (metric.measure().isDemand()) {
            return demanded ? Optional.of(Objective.demand(subject, metric.measure())) : Optional.empty();
        }
        requireOrder(warning, target, "a warning is stricter than the target, or the target itself");
        requireOrder(target, critical, "the target is stricter than what is critical, or critical itself");
        requireOrder(warning, critical, "a warning is stricter than what is critical");
        if (relative != null) {
            return Optional.empty();
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
