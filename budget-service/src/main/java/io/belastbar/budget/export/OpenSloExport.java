package io.belastbar.budget.export;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.SubjectKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Promises as OpenSLO v1, one SLO each: percentiles as threshold metrics, error and success rates as ratio metrics. */
final class OpenSloExport {

    private static final String WINDOW_DEFAULT = "28d";

    private OpenSloExport() {}

    static String of(String system, PerformanceBudget budget) {
        var known = budget.objectives().filter(OpenSloExport::isKnown).toList();
        var left = budget.objectives().filter(objective -> !isKnown(objective)).toList();
        var head = "# OpenSLO v1 of %s. %d of %d promises; OpenSLO cannot say: %s\n"
                .formatted(
                        system,
                        known.size(),
                        known.size() + left.size(),
                        left.isEmpty()
                                ? "nothing is left out"
                                : left.stream()
                                        .map(objective -> objective.subject().text() + " " + objective.metric())
                                        .collect(Collectors.joining("; ")));
        return head
                + known.stream()
                        .map(objective -> Yaml.write(slo(system, objective)))
                        .collect(Collectors.joining("---\n"));
    }

    private static boolean isKnown(Objective objective) {
        return isRate(objective)
                || objective.statistic().isPercentile() && objective.measure().lowerIsBetter();
    }

    private static boolean isRate(Objective objective) {
        return objective.measure() == Measure.ERROR_RATE || objective.measure() == Measure.SUCCESS_RATE;
    }

    private static Map<String, Object> slo(String system, Objective objective) {
        var slo = new LinkedHashMap<String, Object>();
        slo.put("apiVersion", "openslo/v1");
        slo.put("kind", "SLO");
        slo.put("metadata", metadata(objective));
        var spec = new LinkedHashMap<String, Object>();
        spec.put("description", objective.subject().text() + ", " + objective.metric() + " " + objective.limitText());
        spec.put(
                "service",
                objective.subject().service() == null
                        ? system
                        : objective.subject().service());
        spec.put("indicator", Map.of("metadata", Map.of("name", name(objective)), "spec", indicator(objective)));
        spec.put("timeWindow", List.of(window(objective)));
        spec.put("budgetingMethod", "Occurrences");
        spec.put("objectives", List.of(goal(objective)));
        slo.put("spec", spec);
        return slo;
    }

    private static Map<String, Object> metadata(Objective objective) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("name", name(objective));
        var annotations = new LinkedHashMap<String, Object>();
        annotations.put("belastbar.io/subject", objective.subject().name());
        annotations.put("belastbar.io/kind", objective.subject().kind().name());
        annotations.put("belastbar.io/metric", objective.metric());
        if (!isRate(objective)) {
            annotations.put("belastbar.io/unit", "ms");
        }
        metadata.put("annotations", annotations);
        return metadata;
    }

    /** As Kubernetes names things (RFC 1123). */
    private static String name(Objective objective) {
        var text = (objective.subject().text() + "-" + objective.metric().replaceFirst("^target_", ""))
                .toLowerCase(Locale.ROOT)
                .replace("*", "all")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return text.length() <= 63 ? text : text.substring(text.length() - 63).replaceAll("^-", "");
    }

    private static Map<String, Object> indicator(Objective objective) {
        var source = PrometheusQueries.of(objective.subject());
        return isRate(objective)
                ? Map.of(
                        "ratioMetric",
                        Map.of(
                                "counter",
                                true,
                                "good",
                                Map.of("metricSource", prometheus(source.good("5m"))),
                                "total",
                                Map.of("metricSource", prometheus(source.total("5m")))))
                : Map.of(
                        "thresholdMetric",
                        Map.of(
                                "metricSource",
                                prometheus(
                                        source.percentile(objective.statistic().share(), "5m"))));
    }

    private static Map<String, Object> prometheus(String query) {
        return Map.of("type", "Prometheus", "spec", Map.of("query", query));
    }

    private static Map<String, Object> window(Objective objective) {
        var window = new LinkedHashMap<String, Object>();
        window.put(
                "duration",
                objective.window() == null ? WINDOW_DEFAULT : objective.window().toHours() + "h");
        window.put("isRolling", true);
        return window;
    }

    private static Map<String, Object> goal(Objective objective) {
        var goal = new LinkedHashMap<String, Object>();
        var value = objective.measure().dimension().value(objective.limit().value());
        if (isRate(objective)) {
            goal.put(
                    "target",
                    objective.measure() == Measure.SUCCESS_RATE ? value : Math.round((1 - value) * 1e12) / 1e12);
            return goal;
        }
        goal.put(
                "op",
                switch (objective.limit().comparison()) {
                    case BELOW -> "lt";
                    default -> "lte";
                });
        goal.put("value", value);
        goal.put("target", objective.statistic().share());
        return goal;
    }

    static boolean isEndpoint(Objective objective) {
        return objective.subject().kind() == SubjectKind.ENDPOINT;
    }
}
