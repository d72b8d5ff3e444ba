package io.belastbar.budget.export;

import io.belastbar.budget.export.prometheus.SystemSelector;
import io.belastbar.budget.export.yaml.Yaml;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.budget.objective.PerformanceBudget.Indicator;
import io.belastbar.budget.objective.SubjectKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Promises as OpenSLO v1, one SLO each, so that reading them gives the same promises again. Rates and the percentiles of
 * endpoints are ratio metrics: a percentile is kept when its share of the requests took no longer than the limit. What
 * came from OpenSLO goes out with the queries with which it came. What nothing is known to measure, and what OpenSLO has
 * no words for, is named in the head.
 */
final class OpenSloExport {

    private static final int DESCRIPTION_MAX = 1050;

    private final String system;
    private final OpenSloNames names = new OpenSloNames();
    private final List<Indicator> indicators;

    private final SystemSelector selector;

    private OpenSloExport(String system, SystemSelector selector, List<Indicator> indicators) {
        this.system = system;
        this.selector = selector;
        this.indicators = indicators;
    }

    /** @param selector by which Prometheus tells the system's requests from those of others */
    static String of(String system, PerformanceBudget budget, SystemSelector selector) {
        var export = new OpenSloExport(system, selector, budget.indicators());
        var left = new ArrayList<String>();
        var slos = new ArrayList<String>();
        budget.objectives().forEach(objective -> export.slo(objective)
                .ifPresentOrElse(
                        slo -> slos.add(Yaml.write(slo)),
                        () -> left.add(objective.subject().text() + " " + objective.metric())));
        budget.relative()
                .forEach(promise -> left.add(promise.subject().text() + " " + promise.metric() + " (relative)"));
        return head(system, slos.size(), left) + String.join("---\n", slos);
    }

    private static String head(String system, int said, List<String> left) {
        return """
                # OpenSLO v1 of %s. %d of %d promises; not among them, because OpenSLO has no words for them or nothing in
                # Prometheus is known to measure them: %s
                # The queries of endpoints are those of Micrometer's HTTP server metrics. Those of times need a histogram with
                # a bucket at each limit (Quarkus: a MeterFilter; Spring: management.metrics.distribution.slo).
                """.formatted(
                system,
                said,
                said + left.size(),
                left.isEmpty() ? "nothing" : String.join("; ", left).lines().collect(Collectors.joining(" ")));
    }

    private Optional<Map<String, Object>> slo(Objective objective) {
        var target = target(objective);
        var window = window(objective.windowOrDefault());
        var known = indicators.stream()
                .filter(indicator -> indicator.measures(objective))
                .findFirst();
        var metric = known.map(OpenSloIndicators::of).or(() -> OpenSloIndicators.ofEndpoint(objective, selector));
        if (target.isEmpty() || window.isEmpty() || metric.isEmpty()) {
            return Optional.empty();
        }
        boolean threshold = known.filter(Indicator::isThreshold).isPresent();
        var name = names.of(objective);
        var spec = new LinkedHashMap<String, Object>();
        spec.put("description", description(objective));
        spec.put(
                "service",
                OpenSloNames.service(
                        Optional.ofNullable(objective.subject().service()).orElse(system)));
        spec.put("indicator", Map.of("metadata", Map.of("name", name), "spec", metric.get()));
        var rolling = new LinkedHashMap<String, Object>();
        rolling.put("duration", window.get());
        rolling.put("isRolling", true);
        spec.put("timeWindow", List.of(rolling));
        spec.put("budgetingMethod", "Occurrences");
        spec.put("objectives", List.of(goal(objective, target.get(), threshold, known)));
        var slo = new LinkedHashMap<String, Object>();
        slo.put("apiVersion", "openslo/v1");
        slo.put("kind", "SLO");
        slo.put(
                "metadata",
                OpenSloMeaning.of(objective, name, threshold ? known.get().unit() : ""));
        slo.put("spec", spec);
        return Optional.of(slo);
    }

    private static String description(Objective objective) {
        var text = objective.subject().text() + ", " + objective.metric() + " " + objective.limitText();
        return text.substring(0, Math.min(DESCRIPTION_MAX, text.length()));
    }

    /** In whole minutes, as OpenSLO writes them; empty for what is none. */
    private static Optional<String> window(Duration window) {
        if (!window.equals(Duration.ofMinutes(window.toMinutes())) || window.isZero()) {
            return Optional.empty();
        }
        long minutes = window.toMinutes();
        return Optional.of(
                minutes % 1440 == 0 ? minutes / 1440 + "d" : minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m");
    }

    /** The share of good events; empty where there is none between 0 and 1, both excluded. */
    private static Optional<BigDecimal> target(Objective objective) {
        if (objective.limit() == null) {
            return Optional.empty();
        }
        var limit = BigDecimal.valueOf(objective.limit().value().magnitude());
        var share = objective.statistic().isPercentile() && objective.measure().lowerIsBetter()
                ? BigDecimal.valueOf(objective.statistic().share())
                : objective.measure() == Measure.ERROR_RATE
                        ? BigDecimal.ONE.subtract(limit)
                        : objective.measure() == Measure.SUCCESS_RATE || objective.measure() == Measure.HIT_RATIO
                                ? limit
                                : BigDecimal.ZERO;
        return Optional.of(share).filter(value -> value.signum() > 0 && value.compareTo(BigDecimal.ONE) < 0);
    }

    private static Map<String, Object> goal(
            Objective objective, BigDecimal target, boolean threshold, Optional<Indicator> known) {
        var goal = new LinkedHashMap<String, Object>();
        if (threshold) {
            goal.put("op", OpenSloIndicators.operator(objective.limit().comparison()));
            goal.put(
                    "value",
                    OpenSloIndicators.number(
                            objective.limit(), known.orElseThrow().unit()));
        }
        goal.put("target", target);
        return goal;
    }

    static boolean isEndpoint(Objective objective) {
        return objective.subject().kind() == SubjectKind.ENDPOINT;
    }
}
