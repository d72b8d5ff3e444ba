package io.belastbar.budget.export;

import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Objective;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.contracts.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Promises about endpoints as Prometheus alert rules. Percentiles alert when they are broken for 5 minutes. Error rates
 * alert on the rate at which they burn their budget, over a long and a short window: Google, The Site Reliability Workbook,
 * chapter 5, "Multiwindow, Multi-Burn-Rate Alerts".
 */
final class PrometheusRules {

    private static final String FOR = "5m";
    private static final List<Burn> BURNS = List.of(
            new Burn(14.4, "1h", "5m", "critical"),
            new Burn(6, "6h", "30m", "critical"),
            new Burn(1, "3d", "6h", "warning"));

    /** A burn rate that exhausts 2 %, 5 % or 10 % of a 30-day budget within its long window. */
    private record Burn(double rate, String longWindow, String shortWindow, String severity) {}

    private PrometheusRules() {}

    static String of(String system, PerformanceBudget budget) {
        var rules = budget.objectives()
                .filter(OpenSloExport::isEndpoint)
                .flatMap(objective -> rules(system, objective).stream())
                .toList();
        var group = new LinkedHashMap<String, Object>();
        group.put("name", "belastbar-" + system);
        group.put("rules", rules);
        return "# Alert rules of %s for the metrics http_server_requests_seconds; promises about anything else are left out.\n"
                        .formatted(system)
                + Yaml.write(Map.of("groups", List.of(group)));
    }

    private static List<Map<String, Object>> rules(String system, Objective objective) {
        if (objective.measure() == Measure.RESPONSE_TIME
                && objective.statistic().isPercentile()) {
            return thresholds(system, objective);
        }
        if (objective.measure() == Measure.ERROR_RATE
                && objective.limit().value().magnitude() > 0) {
            return burns(system, objective, objective.limit().value().magnitude());
        }
        if (objective.measure() == Measure.SUCCESS_RATE
                && objective.limit().value().magnitude() < 1) {
            return burns(system, objective, 1 - objective.limit().value().magnitude());
        }
        return List.of();
    }

    private static List<Map<String, Object>> thresholds(String system, Objective objective) {
        var rules = new ArrayList<Map<String, Object>>();
        var query = PrometheusQueries.of(objective.subject())
                .percentile(objective.statistic().share(), "5m");
        var broken = objective.limit().comparison().name().equals("BELOW") ? " >= " : " > ";
        var seconds = objective.limit().value().magnitude() / 1e9;
        rules.add(rule(
                system, objective, "Budget", query + broken + seconds, FOR, severity(objective.severityOrDefault())));
        if (objective.critical() != null && !objective.critical().equals(objective.limit())) {
            rules.add(rule(
                    system,
                    objective,
                    "Critical",
                    query + " > " + objective.critical().value().magnitude() / 1e9,
                    FOR,
                    "critical"));
        }
        return rules;
    }

    private static List<Map<String, Object>> burns(String system, Objective objective, double budget) {
        var queries = PrometheusQueries.of(objective.subject());
        return BURNS.stream()
                .map(burn -> {
                    var limit = " > "
                            + String.format(Locale.ROOT, "%.10g", burn.rate() * budget)
                                    .replaceAll("0+$", "");
                    var expression = queries.errorRatio(burn.longWindow()) + limit + " and "
                            + queries.errorRatio(burn.shortWindow()) + limit;
                    return rule(system, objective, "Burn" + burn.longWindow(), expression, null, burn.severity());
                })
                .toList();
    }

    private static Map<String, Object> rule(
            String system, Objective objective, String kind, String expression, String lasting, String severity) {
        var rule = new LinkedHashMap<String, Object>();
        rule.put("alert", "Belastbar" + kind);
        rule.put("expr", expression);
        if (lasting != null) {
            rule.put("for", lasting);
        }
        var labels = new LinkedHashMap<String, Object>();
        labels.put("severity", severity);
        labels.put("system", system);
        labels.put("metric", objective.metric());
        labels.put("subject", objective.subject().text());
        rule.put("labels", labels);
        rule.put(
                "annotations",
                Map.of(
                        "summary",
                        objective.subject().text() + ": " + objective.metric() + " " + objective.limitText()
                                + " is broken"));
        return rule;
    }

    private static String severity(Severity severity) {
        return severity.compareTo(Severity.HIGH) <= 0 ? "critical" : "warning";
    }
}
