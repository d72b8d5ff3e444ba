package io.belastbar.budget.format;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.Subject;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import io.belastbar.quantity.InvalidQuantity;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code performance_baselines.yaml}: services, below them categories and subjects, and at the leaves pairs of
 * {@code target_…} and {@code current_…} whose unit follows from where they stand. The current value becomes the
 * baseline. What has no target ({@code max_connections}, {@code projected_1y_gb}) is information and promises nothing.
 */
final class BaselinesFormat {

    static final String KEY = "performance_baselines";
    private static final Set<String> SECTIONS = Set.of(KEY, "load_testing");
    private static final Pattern INFORMATION = Pattern.compile("(current|projected|min|max)(_.*)?");
    private static final String TARGET = "target";

    static PerformanceBudget read(DocumentNode root) {
        var errors = new ErrorCollector();
        root.rejectUnknown(SECTIONS, errors);
        var objectives = new ArrayList<Objective>();
        root.required(KEY, errors).fields().forEach((service, node) -> {
            if (node.requireMapping(errors)) {
                walk(service, List.of(), node, objectives, errors);
            }
        });
        errors.throwIfAny("These are no performance baselines. Nothing was stored.");
        return PerformanceBudget.ofObjectives(objectives);
    }

    private static void walk(
            String service, List<String> path, DocumentNode node, List<Objective> objectives, ErrorCollector errors) {
        node.fields().forEach((name, value) -> {
            if (value.kind() == DocumentNode.Kind.MAPPING) {
                var below = new ArrayList<>(path);
                below.add(name);
                walk(service, below, value, objectives, errors);
            } else if (name.equals(TARGET) || name.startsWith(TARGET + "_")) {
                target(service, path, name, value, node, objectives, errors);
            } else if (value.kind() == DocumentNode.Kind.SEQUENCE
                    || isNumber(value) && !INFORMATION.matcher(name).matches()) {
                errors.addAtKey(
                        value,
                        "a number is a target_…, its current_…, or information: projected_…, min_…, max_…",
                        name);
            }
        });
    }

    private static void target(
            String service,
            List<String> path,
            String name,
            DocumentNode value,
            DocumentNode siblings,
            List<Objective> objectives,
            ErrorCollector errors) {
        var meaning = BaselineMeaning.of(path, name.substring(TARGET.length()));
        if (meaning.isEmpty()) {
            errors.addAtKey(
                    value,
                    "where it stands does not say what is meant; known are response_times, throughput,"
                            + " resource_utilization, reliability, event_processing, connection_pool,"
                            + " query_performance, storage, cache_hit_ratios, memory_usage",
                    String.join("/", path) + "/" + name);
            return;
        }
        var found = meaning.get();
        try {
            var baseline = baseline(found, siblings, "current" + name.substring(TARGET.length()), errors);
            var subject = new Subject(found.kind(), service, found.name());
            value.asString(errors)
                    .map(text -> limit(found, text))
                    .map(limit -> Objective.of(
                            subject, found.metric().measure(), found.metric().statistic(), limit))
                    .map(objective -> objective.withBaseline(baseline))
                    .ifPresent(objectives::add);
        } catch (InvalidQuantity invalid) {
            errors.add(value, invalid.rule(), value.text());
        }
    }

    private static Quantity baseline(
            BaselineMeaning meaning, DocumentNode siblings, String name, ErrorCollector errors) {
        var current = siblings.optional(name);
        try {
            return current.flatMap(node -> node.asString(errors))
                    .map(meaning::quantity)
                    .orElse(null);
        } catch (InvalidQuantity invalid) {
            errors.add(current.orElseThrow(), invalid.rule(), current.get().text());
            return null;
        }
    }

    private static boolean isNumber(DocumentNode value) {
        return !value.quoted() && value.text().matches("[\\d.]+");
    }

    private static Limit<?> limit(BaselineMeaning meaning, String text) {
        Measure measure = meaning.metric().measure();
        return measure.lowerIsBetter()
                ? Limit.fromAbove(text, meaning::quantity)
                : Limit.fromBelow(text, meaning::quantity);
    }
}
