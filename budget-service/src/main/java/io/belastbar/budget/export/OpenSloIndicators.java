package io.belastbar.budget.export;

import io.belastbar.budget.export.prometheus.PrometheusQueries;
import io.belastbar.budget.export.prometheus.SystemSelector;
import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget.Indicator;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.quantity.Comparison;
import io.belastbar.quantity.Limit;
import io.belastbar.quantity.TimeSpan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The specification of an SLO's indicator. */
final class OpenSloIndicators {

    private OpenSloIndicators() {}

    /** As it came. */
    static Map<String, Object> of(Indicator indicator) {
        var queries = indicator.queries();
        if (indicator.isThreshold()) {
            var query = queries.containsKey("value") ? queries.get("value") : queries.get("quantile");
            return Map.of("thresholdMetric", source(indicator, query));
        }
        var ratio = new LinkedHashMap<String, Object>();
        ratio.put("counter", indicator.counter());
        queries.forEach((part, query) -> {
            if (part.equals("success") || part.equals("failure")) {
                ratio.put("rawType", part);
                ratio.put("raw", source(indicator, query));
            } else {
                ratio.put(part, source(indicator, query));
            }
        });
        return Map.of("ratioMetric", ratio);
    }

    /** Of the promises about a service's HTTP endpoints, by what Micrometer counts; empty for all others. */
    static Optional<Map<String, Object>> ofEndpoint(Objective objective, SystemSelector system) {
        if (objective.subject().kind() != SubjectKind.ENDPOINT) {
            return Optional.empty();
        }
        var queries = PrometheusQueries.of(system, objective.subject());
        if (objective.measure() == Measure.ERROR_RATE) {
            return Optional.of(ratio("bad", queries.failedCount(), queries.count()));
        }
        if (objective.measure() == Measure.SUCCESS_RATE) {
            return Optional.of(ratio("good", queries.goodCount(), queries.count()));
        }
        if (objective.measure() == Measure.RESPONSE_TIME
                && objective.statistic().isPercentile()) {
            double seconds = Dimension.TIME.value(objective.limit().value()) / 1_000;
            return Optional.of(ratio("good", queries.bucket(seconds), queries.count()));
        }
        return Optional.empty();
    }

    /** Of counters, which a reader differences itself. */
    private static Map<String, Object> ratio(String part, String counted, String total) {
        var ratio = new LinkedHashMap<String, Object>();
        ratio.put("counter", true);
        ratio.put(part, Map.of("metricSource", prometheus(counted)));
        ratio.put("total", Map.of("metricSource", prometheus(total)));
        return Map.of("ratioMetric", ratio);
    }

    private static Map<String, Object> prometheus(String query) {
        var source = new LinkedHashMap<String, Object>();
        source.put("type", "Prometheus");
        source.put("spec", Map.of("query", query));
        return source;
    }

    private static Map<String, Object> source(Indicator indicator, String query) {
        var source = new LinkedHashMap<String, Object>();
        if (!indicator.source().isEmpty()) {
            source.put("metricSourceRef", indicator.source());
        }
        if (!indicator.type().isEmpty()) {
            source.put("type", indicator.type());
        }
        source.put("spec", Map.of("query", query));
        return Map.of("metricSource", source);
    }

    static String operator(Comparison comparison) {
        return comparison == Comparison.BELOW ? "lt" : "lte";
    }

    /** A time in the unit of its query, exactly. */
    static BigDecimal number(Limit<?> limit, String unit) {
        var nanos = BigDecimal.valueOf(((TimeSpan) limit.value()).nanos());
        var perUnit = BigDecimal.valueOf(TimeSpan.parse("1" + unit).nanos());
        var number = nanos.divide(perUnit, MathContext.DECIMAL64).stripTrailingZeros();
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
